import { expect, test } from 'bun:test';
import { batchedExecutionLogs } from './batched-execution-logs.ts';
import type { ExecutionLogEntry } from './messages.ts';

const entry = (at: number): ExecutionLogEntry => ({ apiId: 'a', stageName: 's', requestId: String(at), lines: [] });
const ids = (entries: readonly ExecutionLogEntry[] = []): readonly number[] =>
  entries.map(({ requestId }) => Number(requestId));
const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_each, at) => from + at);

function recorded() {
  const batches: (readonly ExecutionLogEntry[])[] = [];
  const lost: number[] = [];
  const logs = batchedExecutionLogs(
    (entries) => batches.push(entries),
    (count) => lost.push(count),
  );
  return { logs, batches, lost };
}

test('entries go out together, in order, one batch at a time', async () => {
  const { logs, batches } = recorded();
  for (const at of numbers(0, 3)) logs.write(entry(at));
  expect(batches).toEqual([]);
  await Bun.sleep(60);
  expect(batches.map(ids)).toEqual([[0, 1, 2]]);
  for (const at of numbers(3, 1203)) logs.write(entry(at));
  await Bun.sleep(60);
  expect(batches).toHaveLength(1);
  for (let count = 2; count <= 4; count++) {
    logs.arrived();
    expect(batches).toHaveLength(count);
  }
  expect(batches.flatMap(ids)).toEqual([...numbers(0, 1203)]);
});

test('flushed waits until the last batch has arrived', async () => {
  const { logs, batches } = recorded();
  expect(await logs.flushed()).toBeUndefined();
  logs.write(entry(1));
  let isFlushed = false;
  const flushed = logs.flushed().then(() => {
    isFlushed = true;
  });
  expect(batches.map(ids)).toEqual([[1]]);
  await Bun.sleep(1);
  expect(isFlushed).toBe(false);
  logs.arrived();
  await flushed;
});

test('what waits is bounded, and what is lost is counted once', () => {
  const { logs, batches, lost } = recorded();
  for (const at of numbers(0, 20_007)) logs.write(entry(at));
  void logs.flushed();
  for (let count = 0; count < 60; count++) logs.arrived();
  expect(batches.flatMap(ids)).toEqual([...numbers(0, 20_000)]);
  expect(lost).toEqual([7]);
});
