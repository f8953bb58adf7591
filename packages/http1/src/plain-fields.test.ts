import { expect, test } from 'bun:test';
import { FieldSection } from './field-section.ts';
import { mutate } from './mutate.ts';
import { PlainFields } from './plain-fields.ts';
import { randomNumbers } from './random-cuts.ts';
import { framingFields } from './response-framing.ts';

const LIMITS = { maxHeaderBytes: 200, maxHeaders: 5 };

function read(text: string) {
  return PlainFields.read(Buffer.from(text, 'latin1'), 0, LIMITS);
}

/** `X: yyy` of so many octets, with its line end. */
const line = (octets: number): string => `X: ${'y'.repeat(octets - 5)}\r\n`;

test.each([
  ['nothing', '\r\n', {}],
  ['a length', 'Server: x\r\nCONTENT-length: 12\r\n\r\n', { length: 12 }],
  ['chunks', 'Transfer-Encoding: Chunked\r\n\r\n', { chunked: true }],
  ['both', 'Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n', { chunked: true, length: 0 }],
  ['what closes', 'Connection: Close\r\n\r\n', { closes: true }],
  ['what keeps', 'connection: keep-alive\r\nKeep-Alive: timeout=5, max=100\r\n\r\n', { keeps: true, idleInSeconds: 5 }],
  ['names as long as those', 'Abcdefghij: x\r\nAbcdefghijklmn: x\r\nAbcdefghijklmnopq: x\r\n\r\n', {}],
  ['an empty value and Latin-1', 'A: \r\nB: \u00e9 b\r\n\r\n', {}],
  ['as much as there may be', `${line(200)}\r\n`, {}],
  ['as many as there may be', `${line(9).repeat(5)}\r\n`, {}],
])('%s', (_what, text, framing) => {
  const fields = read(`${text}body`);
  const none = { length: undefined, chunked: false, closes: false, keeps: false, idleInSeconds: undefined };
  expect(fields).toMatchObject({ ...none, ...framing, end: text.length });
});

test.each([
  ['too much', `${line(201)}\r\n`],
  ['too much in two lines', `${line(100)}${line(101)}\r\n`],
  ['too many', `${line(9).repeat(6)}\r\n`],
  ['no end', 'A: b\r\n'],
  ['half an end', 'A: b\r\n\r'],
  ['half a line end', 'A: b\r'],
  ['nothing', ''],
  ['no name', ': b\r\n\r\n'],
  ['no colon', 'A\r\n\r\n'],
  ['a space before the colon', 'A : b\r\n\r\n'],
  ['no space behind the colon', 'A:b\r\n\r\n'],
  ['a tab', 'A: \tb\r\n\r\n'],
  ['a folded line', 'A: b\r\n c\r\n\r\n'],
  ['a bare LF', 'A: b\n\r\n'],
  ['a control character', 'A: \x7f\r\n\r\n'],
  ['two lengths', 'Content-Length: 1\r\nContent-Length: 1\r\n\r\n'],
  ['no length', 'Content-Length: \r\n\r\n'],
  ['a length with a sign', 'Content-Length: +1\r\n\r\n'],
  ['a length with a space', 'Content-Length: 1 \r\n\r\n'],
  ['a length of sixteen digits', `Content-Length: ${'1'.repeat(16)}\r\n\r\n`],
  ['another coding', 'Transfer-Encoding: gzip, chunked\r\n\r\n'],
  ['two codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ['another connection', 'Connection: keep-alive, Upgrade\r\n\r\n'],
])('not plain: %s', (_what, text) => {
  expect(read(text)).toBeUndefined();
});

test('what is plain is what a field section makes of it', () => {
  const random = randomNumbers(5);
  const seeds = [
    'Content-Length: 12\r\nConnection: keep-alive\r\n\r\nbody',
    'Date: Sun, 22 Nov 2026 08:00:00 GMT\r\nTransfer-Encoding: chunked\r\nKeep-Alive: timeout=5\r\n\r\n',
    'Connection: close\r\nX:  a b \r\n\r\n',
  ];
  let plain = 0;
  for (let nth = 0; nth < 20_000; nth++) {
    const text = mutate(seeds[Math.floor(random() * seeds.length)] ?? '', random);
    const fields = read(text);
    if (fields === undefined) continue;
    plain++;
    const octets = Buffer.from(text, 'latin1');
    const section = new FieldSection(LIMITS);
    expect(section.parse(octets, 0, text, 0)).toBe('done');
    expect(fields.end).toBe(section.position);
    expect(fields.headers).toEqual(section.headers);
    const { length, chunked, closes, keeps, idleInSeconds } = fields;
    expect<unknown>({ length, chunked, closes, keeps, idleInSeconds }).toEqual(framingFields(section.headers));
  }
  expect(plain).toBeGreaterThan(1000);
  expect(plain).toBeLessThan(19_000);
});
