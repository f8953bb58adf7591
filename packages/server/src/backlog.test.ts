import { expect, test } from 'bun:test';
import { createBacklog } from './backlog.ts';

/** Keeps the event loop busy, as requests do that are answered one after the other. */
function work(millis: number): void {
  const until = performance.now() + millis;
  while (performance.now() < until);
}

const LIMITS = { maxBehindInMillis: 300, minRequests: 20 };

test('what a round answers in time is answered, the rest is too much; the next round starts anew', async () => {
  const backlog = createBacklog(LIMITS);
  const answers: boolean[] = [];
  for (let count = 0; count < 60; count++) {
    answers.push(backlog.isTooLong(Date.now()));
    work(8);
  }
  expect(answers.indexOf(true)).toBeWithin(20, 45);
  expect(answers.lastIndexOf(false)).toBe(answers.indexOf(true) - 1);
  await Bun.sleep(120);
  expect(backlog.isTooLong(Date.now())).toBe(false);
});

test('a few requests that take long are no overload', () => {
  const backlog = createBacklog(LIMITS);
  const answers: boolean[] = [];
  for (let count = 0; count < 15; count++) {
    answers.push(backlog.isTooLong(Date.now()));
    work(40);
  }
  expect(answers).not.toContain(true);
});

test('after a pause the first request is not late', async () => {
  const backlog = createBacklog(LIMITS);
  for (let count = 0; count < 30; count++) backlog.isTooLong(Date.now());
  await Bun.sleep(500);
  for (let count = 0; count < 30; count++) expect(backlog.isTooLong(Date.now())).toBe(false);
});
