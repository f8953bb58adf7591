import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireDataDirectory, DataDirectoryInUseError, DataDirectoryUnusableError } from './data-directory.ts';

let parent: string;
let directory: string;
let lock: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'portico-lock-'));
  directory = join(parent, 'a', 'b');
  lock = join(directory, 'lock');
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

test('creates the directory for its user alone; the lock names the process and goes when released', () => {
  const held = acquireDataDirectory(directory);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory)).toEqual(['lock']);
  expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.pid);
  held.release();
  held.release();
  expect(readdirSync(directory)).toEqual([]);
});

test('a directory in use is refused, naming directory and process', () => {
  const held = acquireDataDirectory(directory);
  expect(() => acquireDataDirectory(directory)).toThrow(new DataDirectoryInUseError(directory, process.pid));
  expect(readdirSync(directory)).toEqual(['lock']);
  held.release();
  acquireDataDirectory(directory).release();
});

test('a released lock is not taken from its next owner', () => {
  const first = acquireDataDirectory(directory);
  first.release();
  const second = acquireDataDirectory(directory);
  first.release();
  expect(() => acquireDataDirectory(directory)).toThrow(DataDirectoryInUseError);
  second.release();
});

test('the lock of a live process is respected, that of a killed one is taken over', async () => {
  acquireDataDirectory(directory).release();
  const script = `
    import { acquireDataDirectory } from ${JSON.stringify(join(import.meta.dir, 'data-directory.ts'))};
    acquireDataDirectory(${JSON.stringify(directory)});
    console.log('held');
    setInterval(() => {}, 1000);
  `;
  const other = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'inherit' });
  await other.stdout.getReader().read();
  expect(() => acquireDataDirectory(directory)).toThrow(new DataDirectoryInUseError(directory, other.pid));
  other.kill('SIGKILL');
  await other.exited;
  acquireDataDirectory(directory).release();
  expect(readdirSync(directory)).toEqual([]);
});

test.each<readonly [string, string]>([
  ['a process with our number that started at another time', JSON.stringify({ pid: process.pid, startTime: '1@boot' })],
  ['a number that no process has', JSON.stringify({ pid: 2 ** 22 + 1 })],
  ['nobody', ''],
  ['nonsense', '{"pid":"x"}'],
  ['a number out of range', '{"pid":1e300}'],
])('the lock of %s is taken over', (_whose, text) => {
  acquireDataDirectory(directory).release();
  writeFileSync(lock, text);
  const held = acquireDataDirectory(directory);
  expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.pid);
  expect(readdirSync(directory)).toEqual(['lock']);
  held.release();
});

test('of many processes that find a stale lock at once, one gets it', async () => {
  acquireDataDirectory(directory).release();
  writeFileSync(lock, JSON.stringify({ pid: process.pid, startTime: '1@boot' }));
  const script = `
    import { acquireDataDirectory } from ${JSON.stringify(join(import.meta.dir, 'data-directory.ts'))};
    let result = 'refused';
    try { acquireDataDirectory(${JSON.stringify(directory)}); result = 'held'; } catch {}
    console.log(result);
    setInterval(() => {}, 1000);
  `;
  const others = Array.from({ length: 8 }, () =>
    Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'inherit' }),
  );
  const results = await Promise.all(
    others.map(async (other) => new TextDecoder().decode((await other.stdout.getReader().read()).value).trim()),
  );
  for (const other of others) other.kill('SIGKILL');
  await Promise.all(others.map((other) => other.exited));
  expect(results.filter((result) => result === 'held')).toHaveLength(1);
});

test.each([['a file in its place'], ['a file above it'], ['a place where nothing can be made']])(
  '%s: unusable',
  (what) => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const path = { 'a file in its place': file, 'a file above it': join(file, 'data') }[what] ?? '/proc/self/portico';
    expect(() => acquireDataDirectory(path)).toThrow(DataDirectoryUnusableError);
    expect(() => acquireDataDirectory(path)).toThrow(`data directory ${path} cannot be written: `);
  },
);
