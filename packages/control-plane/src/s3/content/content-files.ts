import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentFile, Store } from '@portico/store';

/**
 * The content of objects, in files named by random ids: nothing of a request is ever part of a path. A file is written once. Until
 * something in the store refers to it, and from when nothing does any more, it is in `store.looseFiles`; what is there when a
 * server starts is what a killed one left behind, and is removed.
 */
export interface ContentFiles {
  /**
   * Writes a new file: to a temporary name, on disk, then under its own. It is loose: {@link keep} it in the transaction that refers
   * to it, or {@link discard} it. When `content` throws, nothing is left of the file.
   */
  write(content: AsyncIterable<Uint8Array>): Promise<ContentFile>;
  /** To be called in the transaction that makes the store refer to the files. */
  keep(files: readonly ContentFile[]): void;
  /** To be called in the transaction that ends the reference to the files: they are removed when nobody reads them any more. */
  release(files: readonly ContentFile[]): void;
  /** Removes loose files. */
  discard(files: readonly ContentFile[]): void;
  /** Octets `from` to `to` (exclusive) of the files one after the other. Throws ENOENT when they were removed before the first piece. */
  read(files: readonly ContentFile[], from: number, to: number): AsyncIterable<Uint8Array>;
  /** Removes what waits to be removed. */
  close(): Promise<void>;
}

const PIECE_BYTES = 256 * 1024;
/** Longer than it takes from looking an object up to opening its file. */
const REMOVAL_DELAY_IN_MILLIS = 1000;

/** @param directory is created when it is not there; it belongs to this alone */
export function openContentFiles(directory: string, looseFiles: Store['looseFiles']): ContentFiles {
  const temporary = join(directory, 'tmp');
  /** Ids of files being read, with the number of readers. */
  const readers = new Map<string, number>();
  const removals = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let removing: Promise<void> = Promise.resolve();

  const pathOf = (id: string): string => join(directory, id.slice(0, 2), id);
  prepare(directory, temporary);
  for (
    let batch = looseFiles.list('', { limit: 1000 });
    batch.length > 0;
    batch = looseFiles.list('', { limit: 1000 })
  ) {
    for (const { key } of batch) {
      rmSync(pathOf(key), { force: true });
      looseFiles.delete('', key);
    }
  }

  function scheduleRemoval(files: readonly ContentFile[]): void {
    for (const { id } of files) removals.add(id);
    if (removals.size === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      removing = removing.then(removeUnread);
    }, REMOVAL_DELAY_IN_MILLIS);
    timer.unref();
  }

  async function removeUnread(): Promise<void> {
    for (const id of removals) {
      if (readers.has(id)) continue;
      removals.delete(id);
      await rm(pathOf(id), { force: true });
      looseFiles.delete('', id);
    }
    if (removals.size > 0) scheduleRemoval([]);
  }

  return {
    async write(content) {
      const id = randomUUID().replaceAll('-', '');
      looseFiles.put('', id, true);
      const path = join(temporary, id);
      try {
        const size = await writeDurably(path, content);
        await rename(path, pathOf(id));
        await syncDirectory(join(directory, id.slice(0, 2)));
        return { id, size };
      } catch (error) {
        await rm(path, { force: true });
        looseFiles.delete('', id);
        throw error;
      }
    },
    keep(files) {
      for (const { id } of files) looseFiles.delete('', id);
    },
    release(files) {
      for (const { id } of files) looseFiles.put('', id, true);
      scheduleRemoval(files);
    },
    discard: scheduleRemoval,
    async *read(files, from, to) {
      for (const { id } of files) readers.set(id, (readers.get(id) ?? 0) + 1);
      try {
        let start = 0;
        for (const { id, size } of files) {
          const first = Math.max(from - start, 0);
          const end = Math.min(to - start, size);
          if (first < end) yield* pieces(pathOf(id), first, end);
          start += size;
        }
      } finally {
        for (const { id } of files) {
          const left = (readers.get(id) ?? 1) - 1;
          if (left === 0) readers.delete(id);
          else readers.set(id, left);
        }
      }
    },
    async close() {
      clearTimeout(timer);
      await removing;
      await removeUnread();
      clearTimeout(timer);
    },
  };
}

/** The 256 directories that files are spread over, so that creating one never is a step of its own. */
function prepare(directory: string, temporary: string): void {
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(temporary)) rmSync(join(temporary, name), { force: true });
  const existing = new Set(readdirSync(directory));
  for (let octet = 0; octet < 256; octet++) {
    const name = octet.toString(16).padStart(2, '0');
    if (!existing.has(name)) mkdirSync(join(directory, name), { mode: 0o700 });
  }
}

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const piece of content) {
      for (let at = 0; at < piece.length; ) at += (await file.write(piece, at, piece.length - at)).bytesWritten;
      size += piece.length;
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function* pieces(path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    for (let at = from; at < to; ) {
      // A piece may wait to be sent while the next one is read, hence a buffer for each.
      const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, to - at));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw new Error(`content file ${path} is shorter than the store says`);
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
