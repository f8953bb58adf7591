import type { DatabaseSync } from 'node:sqlite';
import type { Scope } from '../scope.ts';
import type { Row } from '../sqlite/document.ts';
import { textOf } from '../sqlite/document.ts';
import { openLogDatabase } from './log-database.ts';
import type { LogBatch, LogGroup, LogRange, LogStore, LogStoreLimits, LogStream, StoredLogEvent } from './log-store.ts';
import { EVENT_OVERHEAD_BYTES } from './log-store.ts';
import { sweepLogs } from './sweep-logs.ts';

/** A LogStore in a file of its own, so that the volume of logs burdens nothing else. `:memory:` keeps it nowhere. @throws StoreFileError */
export function openLogStore(file: string, limits: LogStoreLimits): LogStore {
  const database = openLogDatabase(file);
  const byName = 'account_id = ? AND region = ? AND name = ?';
  const group = database.prepare(`SELECT * FROM log_groups WHERE ${byName}`);
  const groups = database.prepare('SELECT * FROM log_groups WHERE account_id = ? AND region = ? ORDER BY name');
  const putGroup = database.prepare(
    `INSERT INTO log_groups (account_id, region, name, creation_time, document) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account_id, region, name) DO UPDATE SET document = excluded.document`,
  );
  const deleteGroup = database.prepare(`DELETE FROM log_groups WHERE ${byName}`);
  const stream = database.prepare('SELECT * FROM log_streams WHERE group_id = ? AND name = ?');
  const streams = database.prepare('SELECT * FROM log_streams WHERE group_id = ? ORDER BY name');
  const createStream = database.prepare(
    'INSERT INTO log_streams (group_id, name, creation_time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const deleteStream = database.prepare('DELETE FROM log_streams WHERE group_id = ? AND name = ?');
  const addEvent = database.prepare(
    'INSERT INTO log_events (group_id, stream_id, timestamp, ingestion_time, message) VALUES (?, ?, ?, ?, ?)',
  );
  const touchStream = database.prepare(
    `UPDATE log_streams SET first_event = min(coalesce(first_event, ?1), ?1),
       last_event = max(coalesce(last_event, ?2), ?2), last_ingestion = ?3 WHERE id = ?4`,
  );
  const growGroup = database.prepare('UPDATE log_groups SET stored_bytes = stored_bytes + ? WHERE id = ?');

  const groupRow = ({ accountId, region }: Scope, name: string): Row | undefined => group.get(accountId, region, name);
  const streamRow = (scope: Scope, groupName: string, name: string): Row | undefined => {
    const owner = groupRow(scope, groupName);
    return owner === undefined ? undefined : stream.get(numberOf(owner, 'id'), name);
  };

  function appendBatch(batch: LogBatch, now: number): void {
    const owner = groupRow(batch, batch.groupName);
    const target = owner && stream.get(numberOf(owner, 'id'), batch.streamName);
    if (owner === undefined || target === undefined || batch.events.length === 0) return;
    const groupId = numberOf(owner, 'id');
    const streamId = numberOf(target, 'id');
    let bytes = 0;
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (const { timestamp, message } of batch.events) {
      addEvent.run(groupId, streamId, timestamp, now, message);
      bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
    }
    touchStream.run(first, last, now, streamId);
    growGroup.run(bytes, groupId);
  }

  return {
    putGroup({ accountId, region }, { name, creationTime, storedBytes: _, ...document }) {
      putGroup.run(accountId, region, name, creationTime, JSON.stringify(document));
    },
    group(scope, name) {
      const row = groupRow(scope, name);
      return row && groupOf(row);
    },
    groups: ({ accountId, region }) => groups.all(accountId, region).map(groupOf),
    deleteGroup: ({ accountId, region }, name) => deleteGroup.run(accountId, region, name).changes > 0,
    createStream(scope, groupName, name, now) {
      const owner = groupRow(scope, groupName);
      return owner !== undefined && createStream.run(numberOf(owner, 'id'), name, now).changes > 0;
    },
    stream(scope, groupName, name) {
      const row = streamRow(scope, groupName, name);
      return row && streamOf(row);
    },
    streams(scope, groupName) {
      const owner = groupRow(scope, groupName);
      return owner === undefined ? [] : streams.all(numberOf(owner, 'id')).map(streamOf);
    },
    deleteStream(scope, groupName, name) {
      const owner = groupRow(scope, groupName);
      return owner !== undefined && deleteStream.run(numberOf(owner, 'id'), name).changes > 0;
    },
    append(batches, now) {
      atomically(database, () => {
        for (const batch of batches) appendBatch(batch, now);
      });
    },
    events(scope, groupName, range) {
      const owner = groupRow(scope, groupName);
      return owner === undefined ? [] : readEvents(database, numberOf(owner, 'id'), range);
    },
    sweep: (now) => atomically(database, () => sweepLogs(database, limits, now)),
    close: () => database.close(),
  };
}

function readEvents(database: DatabaseSync, groupId: number, range: LogRange): readonly StoredLogEvent[] {
  const { startTime, endTime, streamNames, after, before, fromEnd = false, limit } = range;
  const conditions = ['e.group_id = ?'];
  const values: (number | string)[] = [groupId];
  const where = (condition: string, ...more: readonly (number | string)[]): void => {
    conditions.push(condition);
    values.push(...more);
  };
  if (startTime !== undefined) where('e.timestamp >= ?', startTime);
  if (endTime !== undefined) where('e.timestamp <= ?', endTime);
  if (after !== undefined) where('(e.timestamp, e.id) > (?, ?)', after.timestamp, after.id);
  if (before !== undefined) where('(e.timestamp, e.id) < (?, ?)', before.timestamp, before.id);
  if (streamNames !== undefined) where('s.name IN (SELECT value FROM json_each(?))', JSON.stringify(streamNames));
  const order = fromEnd ? 'DESC' : 'ASC';
  const rows = database
    .prepare(
      `SELECT e.id, e.timestamp, e.ingestion_time, e.message, s.name FROM log_events e
       JOIN log_streams s ON s.id = e.stream_id WHERE ${conditions.join(' AND ')}
       ORDER BY e.timestamp ${order}, e.id ${order} LIMIT ?`,
    )
    .all(...values, limit)
    .map(eventOf);
  return fromEnd ? rows.reverse() : rows;
}

function atomically<T>(database: DatabaseSync, change: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = change();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function groupOf(row: Row): LogGroup {
  const document = JSON.parse(textOf(row, 'document')) as Omit<LogGroup, 'name' | 'creationTime' | 'storedBytes'>;
  return {
    ...document,
    name: textOf(row, 'name'),
    creationTime: numberOf(row, 'creation_time'),
    storedBytes: numberOf(row, 'stored_bytes'),
  };
}

function streamOf(row: Row): LogStream {
  const stream = { name: textOf(row, 'name'), creationTime: numberOf(row, 'creation_time') };
  if (row['first_event'] === null) return stream;
  return {
    ...stream,
    firstEventTimestamp: numberOf(row, 'first_event'),
    lastEventTimestamp: numberOf(row, 'last_event'),
    lastIngestionTime: numberOf(row, 'last_ingestion'),
  };
}

function eventOf(row: Row): StoredLogEvent {
  return {
    id: numberOf(row, 'id'),
    timestamp: numberOf(row, 'timestamp'),
    ingestionTime: numberOf(row, 'ingestion_time'),
    message: textOf(row, 'message'),
    streamName: textOf(row, 'name'),
  };
}

function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} of the logs holds no number`);
  return value;
}
