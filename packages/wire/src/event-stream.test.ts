import { expect, test } from 'bun:test';
import { eventMessage } from './event-stream.ts';

const EXPECTED = '000000280000001660470efd0d3a6d6573736167652d747970650700056576656e747b7db7184afc';

test('lengths, headers, payload and checksums are where the format has them', () => {
  const message = Buffer.from(eventMessage([[':message-type', 'event']], Buffer.from('{}')));
  // Checksums by an independent implementation (zlib's of Python).
  expect(message.toString('hex')).toBe(EXPECTED);
});

test('what does not fit a length is refused', () => {
  expect(() => eventMessage([['x'.repeat(256), '']], new Uint8Array())).toThrow(RangeError);
  expect(() => eventMessage([['x', 'y'.repeat(65_536)]], new Uint8Array())).toThrow(RangeError);
});
