import type { Quota } from '@portico/store';

/** The first day of the period that a time is in, as `2026-11-22`: the day itself, its Sunday, or the first of its month (UTC). */
export function periodStart(period: Quota['period'], epochMillis: number): string {
  const date = new Date(epochMillis);
  if (period === 'WEEK') date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  if (period === 'MONTH') date.setUTCDate(1);
  return date.toISOString().slice(0, 10);
}
