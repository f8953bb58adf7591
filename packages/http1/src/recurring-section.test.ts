import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { RequestHeadParser } from './request-head-parser.ts';
import { DEFAULT_LIMITS } from './server-options.ts';

const PEER = { remoteAddress: '127.0.0.1' };

/** What a connection reads of heads that come one after the other, each in pieces of so many octets. */
function heads(texts: readonly string[], pieceBytes = Number.POSITIVE_INFINITY): unknown[] {
  const parser = new RequestHeadParser(DEFAULT_LIMITS, PEER);
  return texts.map((text) => readHead(parser, text, pieceBytes));
}

function readHead(parser: RequestHeadParser, text: string, pieceBytes: number): unknown {
  const octets = Buffer.from(text, 'latin1');
  let at = 0;
  for (let end = Math.min(pieceBytes, octets.length); ; end = Math.min(end + pieceBytes, octets.length)) {
    const progress = parser.parse(octets.subarray(0, end), at);
    at = parser.position;
    if (progress === 'refused') return parser.refusal;
    if (progress === 'done') return { head: parser.head, framing: parser.framing, rest: text.slice(at) };
    if (end === octets.length) return 'incomplete';
  }
}

function alone(texts: readonly string[]): unknown[] {
  return texts.flatMap((text) => heads([text]));
}

const GET = 'GET /a HTTP/1.1\r\n';
const HOST = 'Host: a\r\n';

test.each<[string, readonly string[]]>([
  ['again', [`${GET}${HOST}\r\n`, `GET /b HTTP/1.1\r\n${HOST}\r\n`, `${GET}${HOST}\r\n`]],
  ['again, with what follows', [`${GET}${HOST}\r\nGET`, `${GET}${HOST}\r\nbody`, `${GET}${HOST}\r\n`]],
  ['one octet differs', [`${GET}${HOST}X: 1\r\n\r\n`, `${GET}${HOST}X: 2\r\n\r\n`, `${GET}${HOST}Y: 2\r\n\r\n`]],
  ['longer', [`${GET}${HOST}\r\n`, `${GET}${HOST}X: 1\r\n\r\n`, `${GET}${HOST}\r\n`]],
  ['cut off', [`${GET}${HOST}X: 1\r\n\r\n`, `${GET}${HOST}X: 1\r\n\r`]],
  ['a body', Array.from({ length: 3 }, () => `POST /a HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`)],
  ['that ends the connection', Array.from({ length: 2 }, () => `${GET}${HOST}Connection: close\r\n\r\n`)],
  // In HTTP/1.0 a connection is not kept, and a transfer coding is refused.
  ['another version', [`${GET}${HOST}\r\n`, `GET /a HTTP/1.0\r\n${HOST}\r\n`, `${GET}${HOST}\r\n`]],
  [
    'another version, which it is refused in',
    [`${GET}${HOST}Transfer-Encoding: chunked\r\n\r\n`, `GET /a HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`],
  ],
  ['another target form', [`${GET}${HOST}\r\n`, `GET http://b/c HTTP/1.1\r\n${HOST}\r\n`, `${GET}${HOST}\r\n`]],
  ['of a target that is refused', [`${GET}${HOST}\r\n`, `GET a HTTP/1.1\r\n${HOST}\r\n`]],
  ['large', Array.from({ length: 3 }, (_, index) => `${GET}${HOST}X: ${'x'.repeat(1020 + index)}\r\n\r\n`)],
  ['many that differ', Array.from({ length: 30 }, (_, index) => `${GET}${HOST}X: ${index >> 1}\r\n\r\n`)],
])('a header section after another one says what it says alone: %s', (_what, texts) => {
  const expected = alone(texts);
  expect(heads(texts)).toEqual(expected);
  expect(heads(texts, 1)).toEqual(expected);
  expect(heads(texts, 20)).toEqual(expected);
});

test('the same section gives the same list of headers, as long as most requests repeat the one before', () => {
  const parser = new RequestHeadParser(DEFAULT_LIMITS, PEER);
  const headersOf = (value: number): unknown => {
    readHead(parser, `${GET}${HOST}X: ${value}\r\n\r\n`, Number.POSITIVE_INFINITY);
    return parser.head?.headers;
  };
  for (let value = 0; value < 50; value++) expect(headersOf(value)).toBe(headersOf(value));
  for (let value = 0; value < 50; value++) headersOf(value);
  expect(headersOf(1)).not.toBe(headersOf(1));
});

test('any sections', () => {
  const section = fc
    .array(
      fc.constantFrom('X: 1\r\n', 'X: 2\r\n', 'Connection: close\r\n', 'Content-Length: 1\r\n', 'Host: b\r\n', ' '),
      {
        maxLength: 3,
      },
    )
    .map((lines) => `${HOST}${lines.join('')}\r\n`);
  const line = fc.constantFrom(GET, 'POST /a HTTP/1.1\r\n', 'GET /a HTTP/1.0\r\n');
  const texts = fc.array(
    fc.tuple(line, section).map((parts) => parts.join('')),
    { minLength: 2, maxLength: 12 },
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 60 }), (some, pieceBytes) => {
      // A connection ends with the first request that is refused.
      const expected = alone(some);
      const readable = some.slice(0, 1 + expected.findIndex((one) => !isRead(one)) || some.length);
      expect(heads(readable, pieceBytes)).toEqual(expected.slice(0, readable.length));
    }),
  );
});

function isRead(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'head' in outcome;
}
