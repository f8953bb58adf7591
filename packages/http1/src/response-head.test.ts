import { expect, test } from 'bun:test';
import type { Header } from './header.ts';
import { AT_ONCE } from './memory-socket.ts';
import { OutputBuffer } from './output-buffer.ts';
import { writeResponseHead } from './response-head.ts';

const LISTS: readonly (readonly Header[])[] = [
  [],
  [['Content-Type', 'application/json']],
  [
    ['Date', 'Sun, 22 Nov 2026 08:00:00 GMT'],
    ['Content-Length', '7'],
    ['X-a', '1'],
    ['x-A', '2'],
  ],
  [
    ['Connection', 'Close'],
    ['Transfer-Encoding', 'chunked'],
  ],
];
const STATUSES = [200, 404] as const;
const CONNECTIONS = [
  { isHead: false, isHttp10: false, mustClose: false },
  { isHead: false, isHttp10: true, mustClose: false },
  { isHead: false, isHttp10: false, mustClose: true },
] as const;

interface Answer {
  readonly status: number;
  readonly list: number;
  readonly connection: number;
}

function headOf({ status, connection }: Answer, headers: readonly Header[]) {
  const output = new OutputBuffer(AT_ONCE);
  const moreLines = [Buffer.from('X-More: 1\r\n')];
  const request = CONNECTIONS[connection] ?? CONNECTIONS[0];
  const close = writeResponseHead(output, { status, headers, moreLines }, 3, request);
  return { close, head: Buffer.from(output.written()).toString('latin1') };
}

test('a list of headers that comes again, with any status and on any connection, is written as the first time', () => {
  const answers = STATUSES.flatMap((status) =>
    LISTS.flatMap((_, list) => CONNECTIONS.map((_connection, connection) => ({ status, list, connection }))),
  );
  const expected = answers.map((answer) => headOf(answer, [...(LISTS[answer.list] ?? [])]));
  for (let seed = 1, rounds = 0; rounds < 5000; rounds++) {
    seed = (seed * 48271) % 2147483647;
    // Few of them in turns, so that the same come in a row.
    const at = (Math.floor(rounds / 50) * 5 + (seed % 3)) % answers.length;
    const answer = answers[at] as Answer;
    const again = headOf(answer, LISTS[answer.list] ?? []);
    expect(undated(again)).toEqual(undated(expected[at] as typeof again));
  }
});

test('a list that cannot be sent is refused each time, and what comes behind it is sent', () => {
  const broken: readonly Header[] = [['X-a', 'one\r\ntwo']];
  const plain = LISTS[1] ?? [];
  const answer: Answer = { status: 200, list: 1, connection: 0 };
  for (let round = 0; round < 3; round++) {
    expect(() => headOf(answer, broken)).toThrow('invalid character in the value of X-a');
    expect(headOf(answer, plain).head).toMatch(
      /^HTTP\/1\.1 200 OK\r\nContent-Type: application\/json\r\nX-More: 1\r\n/,
    );
  }
});

/** The second may change meanwhile. */
function undated({ close, head }: { readonly close: boolean; readonly head: string }) {
  return { close, head: head.replace(/^Date: (?!Sun, 22 Nov 2026 08:00:00).*$/m, 'Date: now') };
}
