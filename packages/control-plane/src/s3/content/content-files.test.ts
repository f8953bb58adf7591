import { afterEach, beforeEach, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentFile, Store } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import { openContentFiles } from './content-files.ts';

let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portico-content-'));
  store = createMemoryStore();
});
afterEach(() => rmSync(directory, { recursive: true }));

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of content) text += Buffer.from(piece).toString();
  return text;
}

const pathOf = ({ id }: ContentFile): string => join(directory, id.slice(0, 2), id);
const loose = (): number => store.looseFiles.list('', { limit: 100 }).length;

test.each<[number, number, string]>([
  [0, 9, 'abcdefghi'],
  [0, 3, 'abc'],
  [2, 4, 'cd'],
  [3, 9, 'defghi'],
  [8, 9, 'i'],
  [4, 4, ''],
])('octets %d to %d of several files', async (from, to, expected) => {
  const files = openContentFiles(directory, store.looseFiles);
  const written = [
    await files.write(pieces('abc')),
    await files.write(pieces()),
    await files.write(pieces('def', 'ghi')),
  ];
  expect(written.map(({ size }) => size)).toEqual([3, 0, 6]);
  expect(await textOf(files.read(written, from, to))).toBe(expected);
});

test('content that fails leaves nothing', async () => {
  const files = openContentFiles(directory, store.looseFiles);
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('begun');
    throw new Error('connection lost');
  }
  await expect(files.write(failing())).rejects.toThrow('connection lost');
  expect(loose()).toBe(0);
  expect(readdirSync(directory, { recursive: true }).filter((name) => String(name).length > 10)).toEqual([]);
});

test('what a killed server left behind goes at the next start, what is kept stays', async () => {
  const first = openContentFiles(directory, store.looseFiles);
  const kept = await first.write(pieces('kept'));
  first.keep([kept]);
  const lost = await first.write(pieces('never referred to'));
  writeFileSync(join(directory, 'tmp', 'half'), 'half a file');
  expect(loose()).toBe(1);
  const second = openContentFiles(directory, store.looseFiles);
  expect([existsSync(pathOf(lost)), existsSync(join(directory, 'tmp', 'half')), loose()]).toEqual([false, false, 0]);
  expect(await textOf(second.read([kept], 0, 4))).toBe('kept');
});

test('a file that is let go stays while it is read', async () => {
  const files = openContentFiles(directory, store.looseFiles);
  const file = await files.write(pieces('being read'));
  files.keep([file]);
  const reading = files.read([file], 0, 10)[Symbol.asyncIterator]();
  expect(Buffer.from((await reading.next()).value ?? []).toString()).toBe('being read');
  files.release([file]);
  await files.close();
  expect(existsSync(pathOf(file))).toBe(true);
  await reading.return?.();
  await files.close();
  expect([existsSync(pathOf(file)), loose()]).toEqual([false, 0]);
});
