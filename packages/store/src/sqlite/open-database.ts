import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreFileError } from '../store-file-error.ts';
import { MIGRATIONS } from './migrations.ts';

/** `Prtc`: marks a file as Portico's (https://www.sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x50727463;

/** How every SQLite file begins (https://www.sqlite.org/fileformat.html#magic_header_string). */
const MAGIC = 'SQLite format 3\0';

export interface Schema {
  /** Default: the store's. */
  readonly migrations?: readonly string[];
  /** Whether every page is looked at before the file is used, which takes longer the larger it is. Default true. */
  readonly isChecked?: boolean;
}

/**
 * Opens or creates the database: WAL, every commit on disk before it returns, locked for other processes until it is closed
 * or the process ends, schema up to date. @throws StoreFileError
 */
export function openDatabase(file: string, { migrations = MIGRATIONS, isChecked = true }: Schema = {}): DatabaseSync {
  return explained(file, () => {
    if (existsSync(file)) examine(file, isChecked);
    const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      migrate(database, file, migrations);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/**
 * Looks before anything can be changed. Read-only, because a connection that may write replays the log of a killed process
 * into the file when it closes, however broken the file is.
 */
function examine(file: string, isChecked: boolean): void {
  const start = firstBytes(file, MAGIC.length);
  // SQLite itself takes a shorter file for a new one, and writes the log over a file with another header.
  if (start !== '' && start !== MAGIC) throw damaged(file, new Error('file is not a database'));
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const problems = database.prepare(isChecked ? 'PRAGMA quick_check(3)' : "SELECT 'ok'").all();
    const found = problems.map((row) => String(Object.values(row)[0]));
    if (found.length !== 1 || found[0] !== 'ok') throw damaged(file, new Error(found.join('; ')));
    const id = oneNumber(database, 'PRAGMA application_id');
    if (id === APPLICATION_ID) return;
    // A process that was killed at its first start leaves an empty database without a mark.
    if (id !== 0 || oneNumber(database, 'SELECT count(*) FROM sqlite_schema') !== 0) {
      throw new StoreFileError('FOREIGN', file, 'is a database of another program; choose another data directory');
    }
  } finally {
    database.close();
  }
}

function firstBytes(file: string, count: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, count, 0));
  } finally {
    closeSync(descriptor);
  }
}

function migrate(database: DatabaseSync, file: string, migrations: readonly string[]): void {
  database.exec('BEGIN IMMEDIATE');
  database.exec(`CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER NOT NULL PRIMARY KEY,
    applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
  ) STRICT`);
  const version = oneNumber(database, 'SELECT coalesce(max(version), 0) FROM schema_version');
  if (version > migrations.length) {
    const versions = `schema version ${version}, this program knows ${migrations.length}`;
    throw new StoreFileError('NEWER', file, `was written by a later version (${versions}); update this one`);
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    database.exec(step);
    database.prepare('INSERT INTO schema_version (version) VALUES (?)').run(index + 1);
  }
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  database.exec('COMMIT');
}

/** The answer of a query that has one row of one column. */
export function oneNumber(database: DatabaseSync, query: string): number {
  return Number(Object.values(database.prepare(query).get() ?? {})[0]);
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const SQLITE = { BUSY: 5, LOCKED: 6, CORRUPT: 11, NOTADB: 26 } as const;

/** Runs `open` and says what SQLite's error means for the file. */
function explained<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof StoreFileError) throw error;
    switch (primaryCode(error)) {
      case SQLITE.CORRUPT:
      case SQLITE.NOTADB:
        throw damaged(file, error);
      case SQLITE.BUSY:
      case SQLITE.LOCKED:
        throw new StoreFileError('IN_USE', file, 'is in use by another process', error);
      default:
        throw new StoreFileError('UNUSABLE', file, `cannot be used: ${messageOf(error)}`, error);
    }
  }
}

function damaged(file: string, cause: unknown): StoreFileError {
  const advice = 'It was left as it is: restore it from a copy, or move it away to start afresh';
  return new StoreFileError('DAMAGED', file, `is damaged (${messageOf(cause)}). ${advice}`, cause);
}

/** The low byte of an extended result code. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return Number(error.errcode) & 0xff;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
