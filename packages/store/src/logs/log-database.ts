import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../sqlite/open-database.ts';

/** Like the store's migrations: a step that was released is never edited. */
const LOG_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE log_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    creation_time INTEGER NOT NULL,
    stored_bytes INTEGER NOT NULL DEFAULT 0,
    document TEXT NOT NULL,
    UNIQUE (account_id, region, name)
  ) STRICT;

  CREATE TABLE log_streams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES log_groups (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    creation_time INTEGER NOT NULL,
    first_event INTEGER,
    last_event INTEGER,
    last_ingestion INTEGER,
    UNIQUE (group_id, name)
  ) STRICT;

  CREATE TABLE log_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES log_groups (id) ON DELETE CASCADE,
    stream_id INTEGER NOT NULL REFERENCES log_streams (id) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL,
    ingestion_time INTEGER NOT NULL,
    message TEXT NOT NULL
  ) STRICT;
  CREATE INDEX log_events_by_group ON log_events (group_id, timestamp, id);
  CREATE INDEX log_events_by_stream ON log_events (stream_id, timestamp, id);
  `,
];

const MAX_JOURNAL_BYTES = 16 * 1024 * 1024;

/**
 * Commits wait for no disk: a killed process loses nothing of them, a power failure may take the last ones. The file may be
 * large, so its pages are not all looked at. @throws StoreFileError
 */
export function openLogDatabase(file: string): DatabaseSync {
  const database = openDatabase(file, { migrations: LOG_MIGRATIONS, isChecked: false });
  database.exec(`PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = ${MAX_JOURNAL_BYTES}`);
  return database;
}
