import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBun, ROOT } from '../../bin/launch.mjs';

const LAUNCH = JSON.stringify(join(ROOT, 'bin', 'launch.mjs'));
const NODE_24 = join(
  ROOT,
  'tools',
  'node24',
  'node_modules',
  `node-${process.platform}-${process.arch}`,
  'bin',
  'node',
);

/** Node without execve, as the oldest that is supported, and Node with it. */
const HOSTS = ['node', NODE_24].filter((path) => Bun.which(path) !== null);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-launcher-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const everythingInstalled = (request: string): string => `/modules/${request}`;
const nothingInstalled = (): never => {
  throw new Error('not found');
};

test.each([
  [{ platform: 'linux', arch: 'x64', musl: false }, '@oven/bun-linux-x64'],
  [{ platform: 'linux', arch: 'arm64', musl: false }, '@oven/bun-linux-aarch64'],
  [{ platform: 'linux', arch: 'x64', musl: true }, '@oven/bun-linux-x64-musl'],
  [{ platform: 'darwin', arch: 'arm64', musl: false }, '@oven/bun-darwin-aarch64'],
])('Bun for %j is %s', (machine, name) => {
  expect(findBun(everythingInstalled, machine)).toEqual({ name, path: `/modules/${name}/bin/bun` });
  expect(findBun(nothingInstalled, machine)).toEqual({ name, path: undefined });
});

test.each([
  { platform: 'linux', arch: 'ppc64', musl: false },
  { platform: 'win32', arch: 'x64', musl: false },
])('there is no Bun for %j', (machine) => {
  expect(findBun(everythingInstalled, machine)).toEqual({ name: undefined, path: undefined });
});

describe.each(HOSTS)('on %s', (node) => {
  const become = (script: string) =>
    Bun.spawn(
      [
        node,
        '--input-type=module',
        '-e',
        `(await import(${LAUNCH})).become('/bin/sh', ['-c', ${JSON.stringify(script)}])`,
      ],
      {
        stdin: 'ignore',
        stdout: 'pipe',
        stderr: 'pipe',
      },
    );

  test('the exit code is passed on', async () => {
    expect(await become('exit 7').exited).toBe(7);
  });

  test('death by a signal is 128 + the signal to a shell', async () => {
    const child = become('kill -TERM $$');
    await child.exited;
    expect(child.signalCode === 'SIGTERM' || child.exitCode === 143).toBe(true);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s reaches the server, which decides how to end',
    async (signal) => {
      const child = become(`trap 'exit 9' ${signal.slice(3)}; echo up; while :; do sleep 0.05; done`);
      const reader = child.stdout.getReader();
      await reader.read();
      child.kill(signal);
      expect(await child.exited).toBe(9);
    },
  );

  test('the launcher starts portico', async () => {
    const child = Bun.spawnSync([node, join(ROOT, 'bin', 'portico.mjs'), '--version'], { cwd: folder });
    expect({ code: child.exitCode, out: child.stdout.toString() }).toEqual({ code: 0, out: '0.1.0\n' });
  });

  test('a host Node that is too old is one line and exit code 2', () => {
    const old = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'18.19.0'}})";
    const child = Bun.spawnSync([node, '--import', old, join(ROOT, 'bin', 'portico.mjs'), '--version']);
    expect({ code: child.exitCode, out: child.stdout.toString(), err: child.stderr.toString() }).toEqual({
      code: 2,
      out: '',
      err: 'portico: needs Node 20 or newer to start, and this is Node 18.19.0. Install a newer Node.js.\n',
    });
  });

  test('without its packages: one line with the remedy and exit code 2', () => {
    cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
    const child = Bun.spawnSync([node, join(folder, 'bin', 'portico.mjs'), 'start']);
    expect(child.exitCode).toBe(2);
    expect(child.stderr.toString()).toMatch(
      /^portico: the package @oven\/bun-\S+ is not installed\. Run `npm ci` in \S+ .*\n$/,
    );
  });
});

test('files in the working folder cannot change what runs', async () => {
  await Bun.write(join(folder, '.env'), 'PORTICO_PORT=nonsense\n');
  await Bun.write(join(folder, 'bunfig.toml'), 'preload = ["./evil.js"]\n');
  await Bun.write(join(folder, 'evil.js'), 'console.log("evil"); process.exit(66);\n');
  const child = Bun.spawnSync(['node', join(ROOT, 'bin', 'portico.mjs'), 'completion', 'none'], { cwd: folder });
  expect(child.exitCode).toBe(2);
  expect(child.stdout.toString()).toBe('');
  expect(child.stderr.toString()).toStartWith('portico: ');
});
