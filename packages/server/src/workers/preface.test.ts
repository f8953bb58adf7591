import { expect, test } from 'bun:test';
import { preface, readPreface } from './preface.ts';

const SECRET = 'f'.repeat(64);

test.each(['127.0.0.1', '2001:db8::1', 'fe80::1%eth0', ''])(
  'the address %j arrives, however the octets are cut',
  (address) => {
    const sent = Buffer.concat([preface(SECRET, address), Buffer.from('GET / HTTP/1.1\r\n')]);
    const end = preface(SECRET, address).length;
    for (let cut = 0; cut < end; cut++) expect(readPreface(SECRET, sent.subarray(0, cut))).toBe('incomplete');
    expect(readPreface(SECRET, sent)).toEqual({ remoteAddress: address, rest: Buffer.from('GET / HTTP/1.1\r\n') });
  },
);

test.each([
  ['another secret', `${'e'.repeat(64)} 127.0.0.1\n`],
  ['a plain request', `GET /_portico/health HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(60)}\r\n\r\n`],
  ['an address without an end', `${SECRET} ${'1'.repeat(200)}`],
])('%s is refused', (_what, text) => {
  expect(readPreface(SECRET, Buffer.from(text))).toBe('refused');
});
