import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEvent, LogRange, LogStore } from './log-store.ts';
import { openLogStore } from './sqlite-log-store.ts';

const HERE = { accountId: '000000000000', region: 'eu-west-1' };
const ELSEWHERE = { accountId: '000000000000', region: 'us-east-1' };
const DAY = 86_400_000;
const MB = 1024 * 1024;

let directory: string;
let logs: LogStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portico-logs-'));
  logs = openLogStore(join(directory, 'logs.db'), { defaultRetentionInDays: 30, maxBytes: 4 * MB });
  logs.putGroup(HERE, { name: 'g', creationTime: 1, tags: { a: '1' }, logGroupClass: 'STANDARD', storedBytes: 0 });
  logs.createStream(HERE, 'g', 's', 2);
  logs.createStream(HERE, 'g', 't', 3);
});
afterEach(() => {
  logs.close();
  rmSync(directory, { recursive: true });
});

function append(streamName: string, events: readonly LogEvent[], now = 1000): void {
  logs.append([{ ...HERE, groupName: 'g', streamName, events }], now);
}

function messages(range: Partial<LogRange> = {}): readonly string[] {
  return logs.events(HERE, 'g', { limit: 100, ...range }).map(({ message }) => message);
}

test('groups belong to an account and region', () => {
  expect(logs.group(HERE, 'g')?.tags).toEqual({ a: '1' });
  expect(logs.group(ELSEWHERE, 'g')).toBeUndefined();
  expect(logs.createStream(ELSEWHERE, 'g', 's', 1)).toBe(false);
  expect(logs.createStream(HERE, 'g', 's', 1)).toBe(false);
});

test('a group that is put again keeps its streams, its events and its age', () => {
  append('s', [{ timestamp: 5, message: 'm' }]);
  logs.putGroup(HERE, {
    name: 'g',
    creationTime: 9,
    retentionInDays: 7,
    tags: {},
    logGroupClass: 'STANDARD',
    storedBytes: 0,
  });
  expect(logs.group(HERE, 'g')).toMatchObject({ creationTime: 1, retentionInDays: 7, storedBytes: 27 });
  expect(messages()).toEqual(['m']);
});

test('deleting a group or a stream takes its events', () => {
  append('s', [{ timestamp: 1, message: 'one' }]);
  append('t', [{ timestamp: 2, message: 'two' }]);
  expect(logs.deleteStream(HERE, 'g', 's')).toBe(true);
  expect(messages()).toEqual(['two']);
  expect(logs.deleteGroup(HERE, 'g')).toBe(true);
  expect(logs.deleteGroup(HERE, 'g')).toBe(false);
  expect(messages()).toEqual([]);
});

describe('events', () => {
  beforeEach(() => {
    append(
      's',
      [10, 20, 20, 30].map((timestamp, i) => ({ timestamp, message: `s${i}` })),
    );
    append(
      't',
      [5, 20, 40].map((timestamp, i) => ({ timestamp, message: `t${i}` })),
    );
  });

  test.each<[Partial<LogRange>, readonly string[]]>([
    [{}, ['t0', 's0', 's1', 's2', 't1', 's3', 't2']],
    [{ startTime: 20, endTime: 30 }, ['s1', 's2', 't1', 's3']],
    [{ streamNames: ['t'] }, ['t0', 't1', 't2']],
    [{ streamNames: ['t', 's', 'none'] }, ['t0', 's0', 's1', 's2', 't1', 's3', 't2']],
    [{ streamNames: [] }, []],
    [{ limit: 2 }, ['t0', 's0']],
    [{ limit: 2, fromEnd: true }, ['s3', 't2']],
    [{ after: { timestamp: 20, id: 2 } }, ['s2', 't1', 's3', 't2']],
    [{ before: { timestamp: 20, id: 3 }, fromEnd: true, limit: 2 }, ['s0', 's1']],
  ])('%j', (range, expected) => {
    expect(messages(range)).toEqual([...expected]);
  });

  test('tell their streams when they came', () => {
    expect(logs.stream(HERE, 'g', 's')).toEqual({
      name: 's',
      creationTime: 2,
      firstEventTimestamp: 10,
      lastEventTimestamp: 30,
      lastIngestionTime: 1000,
    });
    expect(logs.streams(HERE, 'g').map(({ name }) => name)).toEqual(['s', 't']);
  });

  test('for a stream that is not there are left out, the others are kept', () => {
    logs.append(
      [
        { ...HERE, groupName: 'g', streamName: 'none', events: [{ timestamp: 50, message: 'lost' }] },
        { ...HERE, groupName: 'g', streamName: 's', events: [{ timestamp: 50, message: 'kept' }] },
      ],
      1000,
    );
    expect(messages({ startTime: 50 })).toEqual(['kept']);
  });
});

test('retention: its own, or the default', () => {
  const now = 100 * DAY;
  append(
    's',
    [60, 85, 99].map((day) => ({ timestamp: day * DAY, message: `day ${day}` })),
    now,
  );
  logs.sweep(now);
  expect(messages()).toEqual(['day 85', 'day 99']);
  logs.putGroup(HERE, {
    name: 'g',
    creationTime: 1,
    retentionInDays: 3,
    tags: {},
    logGroupClass: 'STANDARD',
    storedBytes: 0,
  });
  expect(logs.sweep(now)).toBe(1);
  expect(messages()).toEqual(['day 99']);
  expect(logs.group(HERE, 'g')?.storedBytes).toBe(6 + 26);
});

test('the file stays under its cap, and the oldest events go first', () => {
  const message = 'x'.repeat(1000);
  for (let round = 0; round < 20; round++) {
    append(
      's',
      Array.from({ length: 1000 }, (_, i) => ({ timestamp: round * 1000 + i, message })),
    );
    logs.sweep(20_000);
  }
  const { length } = messages({ limit: 100_000 });
  expect(length).toBeGreaterThan(1500);
  expect(length).toBeLessThan(5000);
  expect(logs.events(HERE, 'g', { limit: 1, fromEnd: true })[0]?.timestamp).toBe(19_999);
  expect(statSync(join(directory, 'logs.db')).size).toBeLessThan(8 * MB);
});

test('another process finds what was acknowledged', () => {
  append('s', [{ timestamp: 1, message: 'kept' }]);
  logs.close();
  logs = openLogStore(join(directory, 'logs.db'), { defaultRetentionInDays: 30, maxBytes: 4 * MB });
  expect(messages()).toEqual(['kept']);
});
