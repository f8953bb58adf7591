import { describe, expect, test } from 'bun:test';
import type { HttpRequest, HttpRequestHandler } from './http-message.ts';
import { createHttpServer } from './http-server.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';

interface Seen {
  readonly request: HttpRequest;
  readonly body: string;
}

/** A server whose connections another one takes over at the first request whose target begins with `/other`. */
function connect() {
  const seenHere: Seen[] = [];
  const seenThere: Seen[] = [];
  const handler = (request: HttpRequest, seen: Seen[]): HttpRequestHandler => ({
    maxBodyBytes: 1000,
    tooLarge: () => ({ status: 413, headers: [], body: { bytes: () => Buffer.alloc(0) } }),
    handle(body) {
      seen.push({ request, body: Buffer.from(body).toString('latin1') });
      return { status: 200, headers: [], body: { bytes: () => Buffer.from(seen === seenHere ? 'here' : 'there') } };
    },
  });
  const onFailure = (failure: unknown): never => {
    throw failure;
  };
  const there = createHttpServer({ rounds: AT_ONCE, onHead: (request) => handler(request, seenThere), onFailure });
  const here = createHttpServer({
    rounds: AT_ONCE,
    onHead: (request) =>
      request.target.startsWith('/other') || request.target === '*'
        ? {
            takeOver(socket, octets) {
              const events = there.accept(socket);
              events.received(octets);
              return events;
            },
          }
        : handler(request, seenHere),
    onFailure,
  });
  const socket = new MemorySocket();
  const events = here.accept(socket);
  socket.events = events;
  const send = (text: string): void => events.received(Buffer.from(text, 'latin1'));
  return { here, there, socket, events, send, seenHere, seenThere };
}

const bodies = (text: string): readonly string[] => text.match(/(?<=\r\n\r\n)(?:here|there)/g) ?? [];

describe('whoever takes a connection over reads the same request', () => {
  test.each([
    ['a GET', 'GET /other?a=%20&b HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nx-a:2 \r\nX-Empty:\r\n\r\n', ''],
    ['octets above 127 in a value', 'GET /other HTTP/1.1\r\nHost: a\r\nX: \xe9\xff\r\n\r\n', ''],
    ['a length', 'PUT /other HTTP/1.1\r\nhOST: a:80\r\nContent-Length: 3\r\n\r\nabc', 'abc'],
    [
      'chunks',
      'POST /other HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n',
      'abc',
    ],
    ['another host in the target', 'GET http://b:81/other/x HTTP/1.1\r\nHost: a\r\n\r\n', ''],
    ['the same host in the target', 'GET http://a/other/x HTTP/1.1\r\nHost: a\r\n\r\n', ''],
    ['HTTP/1.0 without a host', 'GET /other HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', ''],
    ['OPTIONS for the whole server', 'OPTIONS http://b HTTP/1.1\r\nHost: a\r\n\r\n', ''],
  ])('%s', (_what, text, body) => {
    const alone = createHttpServer({
      rounds: AT_ONCE,
      onHead: (request) => ({
        maxBodyBytes: 1000,
        tooLarge: () => ({ status: 413, headers: [], body: { bytes: () => Buffer.alloc(0) } }),
        handle() {
          direct.push(request);
          return { status: 200, headers: [], body: { bytes: () => Buffer.alloc(0) } };
        },
      }),
      onFailure: () => {},
    });
    const direct: HttpRequest[] = [];
    alone.accept(new MemorySocket()).received(Buffer.from(text, 'latin1'));
    for (const cut of [text.length, 1, 20, text.length - 1]) {
      const { send, seenThere, seenHere } = connect();
      send(text.slice(0, cut));
      send(text.slice(cut));
      expect(seenThere).toEqual([{ request: direct[0] as HttpRequest, body }]);
      expect(seenHere).toEqual([]);
    }
  });
});

test('answers before it, and requests behind it, keep their order', () => {
  const { socket, send, seenHere, seenThere } = connect();
  const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;
  send(get('/1') + get('/other') + get('/2'));
  send(get('/3'));
  expect(bodies(socket.sent)).toEqual(['here', 'there', 'there', 'there']);
  expect(seenHere.map(({ request }) => request.target)).toEqual(['/1']);
  expect(seenThere.map(({ request }) => request.target)).toEqual(['/other', '/2', '/3']);
});

test('the connection is no longer the first server’s, and its end is told to the one that has it', async () => {
  const { here, there, socket, events, send } = connect();
  send('GET /other HTTP/1.1\r\nHost: a\r\n\r\n');
  expect([here.connections, there.connections]).toEqual([0, 1]);
  events.ended();
  expect(socket.isEnded).toBe(true);
  expect(there.connections).toBe(0);
  await here.drain(1000);
});
