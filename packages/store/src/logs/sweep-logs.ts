import type { DatabaseSync } from 'node:sqlite';
import { oneNumber } from '../sqlite/open-database.ts';
import type { LogStoreLimits } from './log-store.ts';
import { EVENT_OVERHEAD_BYTES } from './log-store.ts';

const DAY_IN_MILLIS = 86_400_000;
/** Below the cap there is room again for a while, so that not every sweep drops something. */
const SWEPT_TO = 0.9;
const BATCH = 5000;
/** Fewer at a time, because each step ends when there is room. */
const OLDEST_BATCH = 500;

/** To be called in a transaction. @returns how many events went */
export function sweepLogs(database: DatabaseSync, limits: LogStoreLimits, now: number): number {
  return dropExpired(database, limits, now) + dropOldest(database, limits);
}

function dropExpired(database: DatabaseSync, { defaultRetentionInDays }: LogStoreLimits, now: number): number {
  const groups = database
    .prepare("SELECT id, coalesce(json_extract(document, '$.retentionInDays'), ?) AS days FROM log_groups")
    .all(defaultRetentionInDays);
  const select = database.prepare('SELECT id FROM log_events WHERE group_id = ? AND timestamp < ? LIMIT ?');
  let dropped = 0;
  for (const { id, days } of groups) {
    const before = now - Number(days) * DAY_IN_MILLIS;
    for (
      let rows = select.all(Number(id), before, BATCH);
      rows.length > 0;
      rows = select.all(Number(id), before, BATCH)
    ) {
      dropped += drop(
        database,
        rows.map((row) => Number(row['id'])),
      );
    }
  }
  return dropped;
}

/** By arrival: what a clock of a client said does not decide. */
function dropOldest(database: DatabaseSync, { maxBytes }: LogStoreLimits): number {
  const used = (): number => {
    const pages = oneNumber(database, 'PRAGMA page_count') - oneNumber(database, 'PRAGMA freelist_count');
    return pages * oneNumber(database, 'PRAGMA page_size');
  };
  let dropped = 0;
  if (used() <= maxBytes) return 0;
  const oldest = database.prepare('SELECT id FROM log_events ORDER BY id LIMIT ?');
  while (used() > maxBytes * SWEPT_TO) {
    const rows = oldest.all(OLDEST_BATCH);
    if (rows.length === 0) break;
    dropped += drop(
      database,
      rows.map((row) => Number(row['id'])),
    );
  }
  return dropped;
}

/** Events with what their groups count of them. */
function drop(database: DatabaseSync, ids: readonly number[]): number {
  const list = ids.join(', ');
  database.exec(
    `UPDATE log_groups SET stored_bytes = max(0, stored_bytes - gone.bytes)
     FROM (SELECT group_id, sum(octet_length(message) + ${EVENT_OVERHEAD_BYTES}) AS bytes FROM log_events WHERE id IN (${list}) GROUP BY group_id) AS gone
     WHERE log_groups.id = gone.group_id`,
  );
  database.exec(`DELETE FROM log_events WHERE id IN (${list})`);
  return ids.length;
}
