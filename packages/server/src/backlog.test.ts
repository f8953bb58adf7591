import { expect, test } from 'bun:test';
import { createBacklog } from './backlog.ts';

/** Keeps the event loop busy, as requests do that are answered one after the other. */
function work(millis: number): void {
  const until = performance.now() + millis;
  while (performance.now() < until);
}

test('the first second of a round is answered, the rest is too much; the next round starts anew', async () => {
  const backlog = createBacklog();
  const answers: boolean[] = [];
  for (let count = 0; count < 60; count++) {
    answers.push(backlog.isTooLong(Date.now()));
    work(25);
  }
  expect(answers.indexOf(true)).toBeGreaterThan(35);
  expect(answers.lastIndexOf(false)).toBe(answers.indexOf(true) - 1);
  await Bun.sleep(120);
  expect(backlog.isTooLong(Date.now())).toBe(false);
});

test('a few requests that take long are no overload', () => {
  const backlog = createBacklog();
  const answers: boolean[] = [];
  for (let count = 0; count < 10; count++) {
    answers.push(backlog.isTooLong(Date.now()));
    work(150);
  }
  expect(answers).not.toContain(true);
});

test('after a pause the first request is not late', async () => {
  const backlog = createBacklog();
  for (let count = 0; count < 30; count++) backlog.isTooLong(Date.now());
  await Bun.sleep(1300);
  for (let count = 0; count < 30; count++) expect(backlog.isTooLong(Date.now())).toBe(false);
});
