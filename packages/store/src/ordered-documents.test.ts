import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from './memory/memory-store.ts';
import type { KeyRange } from './ordered-documents.ts';
import type { UploadedPart } from './s3-documents.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portico-store-'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const part: UploadedPart = { partNumber: 1, file: { id: 'f', size: 1 }, eTag: 'e', lastModified: 1 };

describe.each([
  ['memory', createMemoryStore],
  ['sqlite', () => openSqliteStore(join(directory, 'portico.db'))],
] as const)('ordered documents of the %s store', (_name, open) => {
  beforeEach(() => {
    store = open();
  });

  function listed(keys: readonly string[], range: Partial<KeyRange>): readonly string[] {
    for (const key of keys) store.parts.put('p', key, part);
    return store.parts.list('p', { limit: 100, ...range }).map(({ key }) => key);
  }

  test('are found in their partition and kind only', () => {
    store.parts.put('a', 'k', part);
    store.parts.put('a', 'k', { ...part, eTag: 'again' });
    expect(store.parts.get('a', 'k')?.eTag).toBe('again');
    expect(store.parts.get('b', 'k')).toBeUndefined();
    expect(store.objects.get('a', 'k')).toBeUndefined();
    expect(store.parts.delete('b', 'k')).toBe(false);
    expect(store.parts.delete('a', 'k')).toBe(true);
    expect(store.parts.list('a', { limit: 10 })).toEqual([]);
  });

  test('are listed by UTF-8 octets, not by UTF-16 units', () => {
    expect(listed(['🎬', '\uffee', 'b', 'B', 'ä', 'a\u0000', 'a', 'a/'], {})).toEqual([
      'B',
      'a',
      'a\u0000',
      'a/',
      'b',
      'ä',
      '\uffee',
      '🎬',
    ]);
  });

  test.each<[Partial<KeyRange>, readonly string[]]>([
    [{ prefix: 'a/' }, ['a/', 'a/1', 'a/b/2', 'a/b/3', 'a/c']],
    [{ prefix: 'a/', after: 'a/1' }, ['a/b/2', 'a/b/3', 'a/c']],
    [{ prefix: 'a/', afterPrefix: 'a/b/' }, ['a/c']],
    [{ prefix: 'a/b', after: 'A' }, ['a/b/2', 'a/b/3']],
    [{ after: 'a/c' }, ['b']],
    [{ limit: 2 }, ['a', 'a/']],
    [{ afterPrefix: '' }, []],
    [{ prefix: 'c' }, []],
  ])('%j', (range, expected) => {
    expect(listed(['a', 'a/', 'a/1', 'a/b/2', 'a/b/3', 'a/c', 'b'], range)).toEqual([...expected]);
  });

  test('belong to transactions', () => {
    expect(() =>
      store.transaction(() => {
        store.parts.put('p', 'k', part);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(store.parts.get('p', 'k')).toBeUndefined();
  });
});
