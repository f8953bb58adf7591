import { expect, test } from 'bun:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Expiring } from './deadlines.ts';
import { Deadlines } from './deadlines.ts';

/** Members that note when they expire. */
function expiring() {
  const deadlines = new Deadlines();
  const began = performance.now();
  const expired: [name: string, afterInMillis: number][] = [];
  const set = (name: string, inMillis: number, alsoDo = () => {}) => {
    const member: Expiring & { deadline: number } = {
      deadline: began + inMillis,
      expire() {
        expired.push([name, performance.now() - began]);
        deadlines.delete(member);
        alsoDo();
      },
    };
    deadlines.add(member);
    deadlines.watch(member.deadline);
    return member;
  };
  return { deadlines, expired, set };
}

test('a deadline expires once, never early; one that is given up does not, and neither does a member that has left', async () => {
  const { deadlines, expired, set } = expiring();
  set('late', 90);
  set('given up', 40).deadline = Number.POSITIVE_INFINITY;
  deadlines.delete(set('left', 40));
  set('early', 40);
  await sleep(160);
  expect(expired.map(([name]) => name).sort()).toEqual(['early', 'late']);
  const after = new Map(expired);
  expect(after.get('early')).toBeGreaterThanOrEqual(40);
  expect(after.get('late')).toBeGreaterThanOrEqual(90);
});

test('a member that leaves while its neighbours expire does not expire', async () => {
  const { deadlines, expired, set } = expiring();
  const members: Expiring[] = [];
  set('first', 30, () => {
    for (const member of members) deadlines.delete(member);
  });
  members.push(set('second', 30));
  await sleep(100);
  expect(expired.map(([name]) => name)).toEqual(['first']);
});

test('a deadline that is set while others expire counts, and so does an earlier one than all before', async () => {
  const { expired, set } = expiring();
  set('first', 60, () => set('behind', 90));
  set('earlier', 20);
  await sleep(160);
  expect(expired.map(([name]) => name).sort()).toEqual(['behind', 'earlier', 'first']);
});

test('a deadline that is moved behind what was watched is kept', async () => {
  const { expired, set } = expiring();
  const member = set('moved', 30);
  member.deadline += 60;
  await sleep(150);
  expect(expired).toHaveLength(1);
  expect(expired[0]?.[1]).toBeGreaterThanOrEqual(90);
});
