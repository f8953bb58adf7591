import { expect, test } from 'bun:test';
import { mapEvents } from './event-stream.ts';

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function read(stream: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const read: string[] = [];
  for await (const piece of stream) read.push(Buffer.from(piece).toString());
  return read;
}

const bracketed = (data: string): string => `<${data}>`;

test.each<[string, string, string]>([
  ['one line', 'data: a\n\n', 'data: <a>\n\n'],
  ['no space', 'data:a\n\n', 'data: <a>\n\n'],
  ['one space of two', 'data:  a\n\n', 'data: < a>\n\n'],
  ['several lines', 'data: a\ndata: b\n\n', 'data: <a\ndata: b>\n\n'],
  ['an empty line of data', 'data\n\n', 'data: <>\n\n'],
  ['name, id and retry stay', 'event: e\nid: 1\ndata: a\nretry: 5\n\n', 'event: e\nid: 1\nretry: 5\ndata: <a>\n\n'],
  ['comments pass', ': still here\n\n', ': still here\n\n'],
  ['an event without data passes', 'event: ping\n\n', 'event: ping\n\n'],
  ['carriage returns', 'data: a\r\rdata: b\r\r', 'data: <a>\n\ndata: <b>\n\n'],
  ['both', 'data: a\r\n\r\ndata: b\r\n\r\n', 'data: <a>\n\ndata: <b>\n\n'],
  ['blank lines alone', '\n\n\r\n\n', ''],
  ['what no blank line ends is no event', 'data: a\n\ndata: b\n', 'data: <a>\n\n'],
  ['beyond ASCII', 'data: \u00fc\u20ac\ud83d\ude00\n\n', 'data: <\u00fc\u20ac\ud83d\ude00>\n\n'],
  ['a byte order mark', '\ufeffdata: a\n\n', 'data: <a>\n\n'],
])('%s, however it is cut', async (_what, input, expected) => {
  expect((await read(mapEvents(pieces(input), bracketed))).join('')).toBe(expected);
  async function* octets(): AsyncGenerator<Uint8Array> {
    for (const octet of Buffer.from(input)) yield Buffer.of(octet);
  }
  expect((await read(mapEvents(octets(), bracketed))).join('')).toBe(expected);
});

test('an event goes out when its blank line is there', async () => {
  expect(await read(mapEvents(pieces('data: a\n', '\ndata: b', '\n\n', 'data: c\n\ndata: d\n\n'), bracketed))).toEqual([
    'data: <a>\n\n',
    'data: <b>\n\n',
    'data: <c>\n\ndata: <d>\n\n',
  ]);
});

test('new data of several lines is several lines; blank data leaves the event out', async () => {
  const map = (data: string): string => (data === 'drop' ? ' \n' : `\n{\r\n"a": "${data}"\n}\n`);
  expect(await read(mapEvents(pieces('id: 1\ndata: drop\n\nid: 2\ndata: x\n\n'), map))).toEqual([
    'id: 2\ndata: {\ndata: "a": "x"\ndata: }\n\n',
  ]);
});

test('what the mapping throws, an event without end and a reader who stops all give the source up', async () => {
  let left = 0;
  const source = (text: string): AsyncIterable<Uint8Array> => ({
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: Buffer.from(text) }),
      async return() {
        left++;
        return { done: true, value: undefined };
      },
    }),
  });
  const fail = (): never => {
    throw new Error('no such field');
  };
  await expect(read(mapEvents(source('data: a\n\n'), fail))).rejects.toThrow('no such field');
  await expect(read(mapEvents(source('x'.repeat(100_000)), bracketed))).rejects.toThrow('1 MB');
  await expect(read(mapEvents(source(`${'x'.repeat(100_000)}\n`), bracketed))).rejects.toThrow('1 MB');
  for await (const _first of mapEvents(source('data: a\n\n'), bracketed)) break;
  await mapEvents(source(''), bracketed)[Symbol.asyncIterator]().return?.();
  expect(left).toBe(5);
});
