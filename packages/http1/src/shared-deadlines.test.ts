import { expect, test } from 'bun:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SharedDeadlines } from './shared-deadlines.ts';

test('a deadline expires once, never early; one that was dropped does not', async () => {
  const deadlines = new SharedDeadlines();
  const began = performance.now();
  const expired: [name: string, afterInMillis: number][] = [];
  const set = (name: string, inMillis: number) =>
    deadlines.set(inMillis, () => expired.push([name, performance.now() - began]));
  set('late', 90);
  const dropped = set('dropped', 40);
  set('early', 40);
  deadlines.drop(dropped);
  await sleep(150);
  expect(expired.map(([name]) => name)).toEqual(['early', 'late']);
  const [early = 0, late = 0] = expired.map(([, after]) => after);
  expect(early).toBeGreaterThanOrEqual(40);
  expect(late).toBeGreaterThanOrEqual(90);
});

test('a deadline that is dropped while its neighbours expire does not expire', async () => {
  const deadlines = new SharedDeadlines();
  const expired: string[] = [];
  const second: { deadline?: ReturnType<SharedDeadlines['set']> } = {};
  deadlines.set(30, () => {
    expired.push('first');
    if (second.deadline !== undefined) deadlines.drop(second.deadline);
  });
  second.deadline = deadlines.set(30, () => expired.push('second'));
  await sleep(100);
  expect(expired).not.toContain('second');
});
