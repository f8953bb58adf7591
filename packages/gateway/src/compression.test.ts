import { expect, test } from 'bun:test';
import { gunzipSync } from 'node:zlib';
import { Payload } from '@portico/values';
import { compressed, preferredCoding } from './compression.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['*', '*'],
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['gzip, deflate, br', 'gzip'],
  ['br, gzip', 'br'],
  ['deflate;q=0.7, gzip;q=0.9', 'gzip'],
  ['gzip;q=0', undefined],
  ['gzip;q=0, deflate ; q=0.001', 'deflate'],
  ['gzip;q=2, deflate;q=0.1', 'deflate'],
  ['gzip;q=x, identity', 'identity'],
  [',,;q=1,gzip', 'gzip'],
])('of %j the client likes %j best', (header, expected) => {
  expect(preferredCoding(header)).toBe(expected);
});

test('a large body is compressed beside the loop, and is the same', async () => {
  const text = 'abcdefghij'.repeat(50_000);
  const answer = { status: 200, headers: [], body: Payload.EMPTY };
  const reply = compressed({ ...answer, body: Payload.fromText(text) }, 0, [['Accept-Encoding', 'gzip']], answer);
  expect(reply).toBeInstanceOf(Promise);
  const { headers, body } = await reply;
  expect(headers).toEqual([['Content-Encoding', 'gzip']]);
  expect(gunzipSync(body.bytes()).toString()).toBe(text);
});
