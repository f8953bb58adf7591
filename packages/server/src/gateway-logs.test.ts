import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { LogStore } from '@portico/store';
import { openLogStore } from '@portico/store';
import type { GatewayLogs } from './gateway-logs.ts';
import { createGatewayLogs } from './gateway-logs.ts';

const OWNER = { accountId: '000000000000', region: 'eu-west-1' };
const GROUP = 'API-Gateway-Execution-Logs_ratings/test';
const NOW = 1_790_000_000_000;

let logs: LogStore;
let gatewayLogs: GatewayLogs;
let said: string[];

beforeEach(() => {
  said = [];
  logs = openLogStore(':memory:', { defaultRetentionInDays: 30, maxBytes: 1e9 });
  gatewayLogs = createGatewayLogs({
    logs,
    ownerOf: (id) => (id === 'ratings' ? OWNER : undefined),
    now: () => NOW,
    log: (line) => said.push(line),
  });
});
afterEach(() => {
  gatewayLogs.close();
  logs.close();
});

function write(lines: readonly string[], apiId = 'ratings'): void {
  gatewayLogs.write({ apiId, stageName: 'test', requestId: 'id', lines });
}

const messages = () => logs.events(OWNER, GROUP, { limit: 100_000 }).map(({ message }) => message);

test('lines become events with the id of their request, in the order they came', () => {
  write(['one', 'two\nlines']);
  write(['three']);
  expect(messages()).toEqual([]);
  gatewayLogs.flush();
  expect(messages()).toEqual(['(id) one', '(id) two\nlines', '(id) three']);
  const [event] = logs.events(OWNER, GROUP, { limit: 1 });
  expect(event).toMatchObject({ timestamp: NOW, streamName: expect.stringMatching(/^[0-9a-f]{32}$/) });
});

test('they are written soon by themselves', async () => {
  write(['one']);
  for (let wait = 0; wait < 50 && messages().length === 0; wait++) await Bun.sleep(20);
  expect(messages()).toEqual(['(id) one']);
});

test('a group that was deleted is made again, one that has a retention keeps it', () => {
  write(['one']);
  gatewayLogs.flush();
  logs.deleteGroup(OWNER, GROUP);
  write(['two']);
  gatewayLogs.flush();
  expect(messages()).toEqual(['(id) two']);
  logs.putGroup(OWNER, {
    name: GROUP,
    creationTime: 1,
    retentionInDays: 7,
    tags: {},
    logGroupClass: 'STANDARD',
    storedBytes: 0,
  });
  write(['three']);
  gatewayLogs.flush();
  expect(logs.group(OWNER, GROUP)?.retentionInDays).toBe(7);
});

test('logs of an API that is gone are nobody’s', () => {
  write(['lost'], 'gone');
  write(['kept']);
  gatewayLogs.flush();
  expect(messages()).toEqual(['(id) kept']);
  expect(logs.groups(OWNER).length).toBe(1);
});

test.each([
  ['x'.repeat(2000), 1024],
  ['ä'.repeat(2000), 1023],
  ['🎬'.repeat(500), 1021],
])('an event is cut at 1024 octets, not within a character: %#', (line, octets) => {
  write([line]);
  gatewayLogs.flush();
  const [message = ''] = messages();
  expect(Buffer.byteLength(message)).toBe(octets);
  expect(message).not.toContain('\ufffd');
});

test('what comes faster than it can be written is lost and counted', () => {
  for (let i = 0; i < 60; i++) write(Array.from({ length: 1000 }, () => 'line'));
  gatewayLogs.flush();
  expect(messages().length).toBe(50_000);
  expect(said).toEqual(['10000 events of logs were lost: they came faster than they could be written']);
});

test('lines of access logs go to the group that is named, where it is there and the same account’s', () => {
  const access = (name: string, line: string, accountId = OWNER.accountId, region = OWNER.region): void =>
    gatewayLogs.write({
      apiId: 'ratings',
      stageName: 'test',
      requestId: 'id',
      lines: [],
      accessLog: { destinationArn: `arn:aws:logs:${region}:${accountId}:log-group:${name}`, line },
    });
  const stranger = { accountId: '111111111111', region: OWNER.region };
  for (const scope of [OWNER, stranger]) {
    logs.putGroup(scope, { name: 'access', creationTime: 1, tags: {}, logGroupClass: 'STANDARD', storedBytes: 0 });
  }
  access('access', 'GET / 200');
  access('access:*', 'GET /a 200');
  access('none', 'lost');
  access('access', 'lost', stranger.accountId);
  gatewayLogs.flush();
  const of = (scope: typeof OWNER, name: string) =>
    logs.events(scope, name, { limit: 9 }).map(({ message }) => message);
  expect(of(OWNER, 'access')).toEqual(['GET / 200', 'GET /a 200']);
  expect(of(stranger, 'access')).toEqual([]);
  expect(logs.groups(OWNER).map(({ name }) => name)).toEqual(['access']);
});
