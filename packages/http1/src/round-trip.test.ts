import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { readCases, textOf } from './conformance-case.ts';
import type { Header } from './header.ts';
import type { HttpExchange, HttpOutcome } from './http-exchange.ts';
import type { HttpRequest } from './http-message.ts';
import { createHttpServer } from './http-server.ts';
import { memoryConnection, PLAIN_GET } from './memory-connection.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';
import { mutate } from './mutate.ts';
import { OutputBuffer } from './output-buffer.ts';
import { randomCuts, randomNumbers } from './random-cuts.ts';

const OWNED = ['host', 'content-length', 'transfer-encoding', 'connection', 'expect', 'date', 'keep-alive', 'trailer'];

const latin1 = (from: number, to: number, maxLength: number) =>
  fc.array(fc.integer({ min: from, max: to }), { maxLength }).map((codes) => String.fromCharCode(...codes));
const token = fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,20}$/);
const value = latin1(0x20, 0xff, 30).map((text) => text.replace(/\x7f/g, 'x').trim());
const header = fc.tuple(
  token.filter((name) => !OWNED.includes(name.toLowerCase())),
  value.filter((text) => !/^\s|\s$/.test(text)),
);
const headers: fc.Arbitrary<Header[]> = fc.array(header, { maxLength: 8 });
const body = latin1(0, 255, 300);
const request = fc.record({
  method: token.filter((method) => method !== 'CONNECT' && method.length <= 32),
  target: latin1(0x21, 0x7e, 40).map((text) => `/${text.replaceAll('#', '')}`),
  headers,
  body,
  chunks: fc.option(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 }), { nil: undefined }),
  trailers: headers,
});

function octetsOf({ method, target, headers: own, body: text, chunks, trailers }: Generated): string {
  const lines = [['Host', 'a'], ...own].map(([name, content]) => `${name}: ${content}\r\n`).join('');
  if (chunks === undefined) {
    return `${method} ${target} HTTP/1.1\r\n${lines}Content-Length: ${text.length}\r\n\r\n${text}`;
  }
  let coded = '';
  let at = 0;
  for (const size of [...chunks, text.length]) {
    const piece = text.slice(at, at + size);
    if (piece !== '') coded += `${piece.length.toString(16)}\r\n${piece}\r\n`;
    at += piece.length;
  }
  const end = trailers.map(([name, content]) => `${name}:${content}\r\n`).join('');
  return `${method} ${target} HTTP/1.1\r\n${lines}Transfer-Encoding: chunked\r\n\r\n${coded}0\r\n${end}\r\n`;
}

type Generated = typeof request extends fc.Arbitrary<infer T> ? T : never;
interface Seen {
  readonly request: HttpRequest;
  readonly body: string;
  readonly trailers: readonly Header[];
}

function serve(pieces: Iterable<Uint8Array>, answer: { status: number; headers: readonly Header[]; body: string }) {
  const seen: Seen[] = [];
  const server = createHttpServer({
    rounds: AT_ONCE,
    onHead: (own) => ({
      maxBodyBytes: 1000,
      tooLarge: () => ({ ...answer, body: { bytes: () => Buffer.alloc(0) } }),
      handle(octets, trailers) {
        seen.push({ request: own, body: Buffer.from(octets).toString('latin1'), trailers });
        return { ...answer, body: { bytes: () => Buffer.from(answer.body, 'latin1') } };
      },
    }),
    onFailure: (failure) => {
      throw failure;
    },
  });
  const socket = new MemorySocket();
  const events = server.accept(socket);
  socket.events = events;
  for (const piece of pieces) events.received(Buffer.from(piece));
  const { sent } = socket;
  socket.destroy();
  return { seen, sent };
}

function receive(pieces: Iterable<Uint8Array>, isHead = false, ends = false): readonly HttpOutcome[] {
  const outcomes: HttpOutcome[] = [];
  const { connection, socket } = memoryConnection(new OutputBuffer(AT_ONCE));
  const exchange: HttpExchange = { ...PLAIN_GET, httpMethod: isHead ? 'HEAD' : 'GET' };
  const done = (outcome: HttpOutcome): void => {
    if ('failure' in outcome) outcomes.push(outcome);
    else outcomes.push({ status: outcome.status, headers: outcome.headers, body: outcome.body });
  };
  connection.send({ exchange, done, streaming: undefined });
  for (const piece of pieces) if (!socket.isDestroyed) connection.received(Buffer.from(piece));
  if (ends && !socket.isDestroyed) connection.ended();
  return outcomes;
}

const OK = { status: 200, headers: [], body: '' };

test('requests that are written as the specification says arrive as they were meant, however they are cut', () => {
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 200 }),
      fc.nat(),
      (all, longest, seed) => {
        const octets = Buffer.from(all.map(octetsOf).join(''), 'latin1');
        const { seen } = serve(randomCuts(octets, longest, seed), OK);
        expect(
          seen.map((one) => ({
            method: one.request.method,
            target: one.request.target,
            headers: one.request.headers.slice(1, -1),
            body: one.body,
            trailers: one.trailers,
          })),
        ).toEqual(
          all.map(({ method, target, headers: own, body: text, chunks, trailers }) => ({
            method,
            target,
            headers: own,
            body: text,
            trailers: chunks === undefined ? [] : trailers,
          })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('what the server writes is what the client reads', () => {
  const status = fc.integer({ min: 200, max: 599 });
  fc.assert(
    fc.property(status, headers, body, fc.boolean(), fc.nat(), (code, own, text, isHead, seed) => {
      const asked = Buffer.from(`${isHead ? 'HEAD' : 'GET'} / HTTP/1.1\r\nHost: a\r\n\r\n`);
      const { sent } = serve([asked], { status: code, headers: own, body: text });
      const [outcome, ...others] = receive(randomCuts(Buffer.from(sent, 'latin1'), 40, seed), isHead);
      expect(others).toEqual([]);
      if (outcome === undefined || 'failure' in outcome) throw new Error(`no answer in ${sent}`);
      expect(outcome.status).toBe(code);
      expect(outcome.headers.slice(0, own.length)).toEqual(own);
      const bodiless = isHead || code === 204 || code === 304;
      expect(Buffer.from(outcome.body).toString('latin1')).toBe(bodiless ? '' : text);
    }),
    { numRuns: 300 },
  );
});

const ANSWERS = [
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\nhello',
  'HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=5\r\n\r\n',
];

test('mutated answers have one outcome, the same however they are cut', () => {
  const random = randomNumbers(3);
  const cases = [...readCases().values()].flat().map(({ input }) => textOf(input));
  let failures = 0;
  for (let nth = 0; nth < 3000; nth++) {
    const list = random() < 0.1 ? cases : ANSWERS;
    const text = mutate(list[Math.floor(random() * list.length)] ?? '', random);
    const octets = Buffer.from(text, 'latin1');
    const whole = receive([octets], false, true);
    expect(whole.length).toBe(1);
    if (whole.some((outcome) => 'failure' in outcome)) failures++;
    expect(receive(randomCuts(octets, 1 + Math.floor(random() * 20), nth), false, true)).toEqual([...whole]);
  }
  expect(failures).toBeGreaterThan(100);
  expect(failures).toBeLessThan(2900);
});
