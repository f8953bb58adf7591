import { join, resolve } from 'node:path';
import type { DataDirectory, Store } from '@portico/store';
import {
  acquireDataDirectory,
  DataDirectoryInUseError,
  DataDirectoryUnusableError,
  openSqliteStore,
  StoreFileError,
} from '@portico/store';
import { ConfigError } from './config-error.ts';

export interface OpenDataDirectory {
  /** Absolute. */
  readonly path: string;
  readonly store: Store;
  close(): void;
}

/** Takes the data directory for this process and opens the store in it. Throws ConfigError. */
export function openDataDirectory(dataDir: string): OpenDataDirectory {
  const path = resolve(dataDir);
  const lock = locked(path);
  try {
    const store = openSqliteStore(join(path, 'portico.sqlite'));
    return {
      path,
      store,
      close() {
        store.close();
        lock.release();
      },
    };
  } catch (cause) {
    lock.release();
    if (!(cause instanceof StoreFileError)) throw cause;
    throw new ConfigError({
      path: 'data-dir',
      expected: 'a data directory that Portico wrote',
      received: cause.message,
      remedy: 'Use another --data-dir, or restore the file from a backup.',
      cause,
    });
  }
}

function locked(path: string): DataDirectory {
  try {
    return acquireDataDirectory(path);
  } catch (cause) {
    if (cause instanceof DataDirectoryInUseError) {
      throw new ConfigError({
        path: 'data-dir',
        expected: 'a directory that no other process uses',
        received: `${path}, in use by process ${cause.pid}`,
        remedy: 'Stop that process, or use another --data-dir.',
        cause,
      });
    }
    if (cause instanceof DataDirectoryUnusableError) {
      throw new ConfigError({
        path: 'data-dir',
        expected: 'a directory that can be written',
        received: cause.message,
        remedy: 'Use another --data-dir.',
        cause,
      });
    }
    throw cause;
  }
}
