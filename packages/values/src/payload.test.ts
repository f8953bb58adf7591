import { expect, test } from 'bun:test';
import { Payload } from './payload.ts';

test('base64 is of the payload, not of the memory that it lies in', () => {
  const memory = Uint8Array.from([1, 2, 0xff, 0xfe, 3]);
  expect(Payload.fromBytes(memory.subarray(2, 4)).base64()).toBe('//4=');
  expect(Payload.fromText('é').base64()).toBe('w6k=');
  expect(Payload.EMPTY.base64()).toBe('');
});

test.each([
  ['//4=', [0xff, 0xfe]],
  ['//4', [0xff, 0xfe]],
  ['Q\nUI=', [65, 66]],
  ['', []],
  ['Q', undefined],
  ['-_-_', undefined],
  ['%', undefined],
])('%p as base64', (text, bytes) => {
  const decoded = Payload.fromText(text).decodeBase64();
  expect(decoded && [...decoded.bytes()]).toEqual(bytes as number[]);
});
