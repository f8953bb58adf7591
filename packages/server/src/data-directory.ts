import { join, resolve } from 'node:path';
import type { DataDirectory, LogStore, LogStoreLimits, Store } from '@portico/store';
import {
  acquireDataDirectory,
  DataDirectoryInUseError,
  DataDirectoryUnusableError,
  openLogStore,
  openSqliteStore,
  StoreFileError,
} from '@portico/store';
import { ConfigError } from './config-error.ts';

export interface OpenDataDirectory {
  /** Absolute. */
  readonly path: string;
  readonly store: Store;
  /** In a file of its own. */
  readonly logs: LogStore;
  close(): void;
}

/** Without limits a gateway that logs fills the disk sooner or later. */
const LOG_LIMITS: LogStoreLimits = { defaultRetentionInDays: 30, maxBytes: 256 * 1024 * 1024 };

/** Takes the data directory for this process and opens the stores in it. Throws ConfigError. */
export function openDataDirectory(dataDir: string): OpenDataDirectory {
  const path = resolve(dataDir);
  const lock = locked(path);
  let store: Store | undefined;
  try {
    const opened = openSqliteStore(join(path, 'portico.sqlite'));
    store = opened;
    const logs = openLogStore(join(path, 'logs.sqlite'), LOG_LIMITS);
    return {
      path,
      store: opened,
      logs,
      close() {
        logs.close();
        opened.close();
        lock.release();
      },
    };
  } catch (cause) {
    store?.close();
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
