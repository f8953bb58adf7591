import { afterEach, describe, expect, test } from 'bun:test';
import type { Socket } from 'node:net';
import { connectOnBun } from './bun-sockets.ts';
import type { ConnectForBytes } from './byte-socket.ts';
import type { HttpClient } from './http-client.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpStreamExchange, HttpStreamOutcome } from './http-exchange.ts';
import { HttpBodyError } from './incoming-body.ts';
import { connectOnNode } from './node-sockets.ts';
import { play, scriptedBackend } from './scripted-backend.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

const BUN: readonly [string, ConnectForBytes] = ['Bun.connect', connectOnBun];
const NODE: readonly [string, ConnectForBytes] = ['node:net', connectOnNode];

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

type Stream = Exclude<HttpStreamOutcome, { failure: unknown }>;

/** Everything of a stream, and what ended it early. */
async function drained(outcome: HttpStreamOutcome): Promise<string> {
  if ('failure' in outcome) return outcome.failure;
  let text = `${outcome.status} `;
  try {
    for await (const piece of outcome.body) text += Buffer.from(piece).toString('latin1');
  } catch (thrown) {
    text += ` <${thrown instanceof HttpBodyError ? thrown.reason : String(thrown)}>`;
  }
  return text;
}

describe.each(typeof Bun === 'undefined' ? [NODE] : [BUN, NODE])('over %s', (_name, connectForBytes) => {
  function client(ca?: string): HttpClient {
    const own = createHttpClient({ connectForBytes, ...(ca === undefined ? {} : { ca }) });
    cleanups.push(() => own.close());
    return own;
  }

  async function backend(serve: (socket: Socket, request: string, nth: number) => void, tls = false) {
    const own = await scriptedBackend(serve, tls);
    cleanups.push(() => own.close());
    return own;
  }

  function exchange(port: number, more: Partial<HttpStreamExchange> = {}): HttpStreamExchange {
    return {
      url: { protocol: 'http:', hostname: '127.0.0.1', port: String(port), target: '/' },
      httpMethod: 'GET',
      headers: [],
      body: undefined,
      timeoutInMillis: 3000,
      idleTimeoutInMillis: 1000,
      maxResponseBytes: 1e9,
      ...more,
    };
  }

  async function begun(outcome: Promise<HttpStreamOutcome>): Promise<Stream> {
    const stream = await outcome;
    if ('failure' in stream) throw new Error(stream.failure);
    return stream;
  }

  test.each<[string, string, string, Partial<HttpStreamExchange>?]>([
    ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', '200 ok'],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n', '200 ok'],
    ['until the end', 'HTTP/1.1 200 OK\r\n\r\nok<END>', '200 ok'],
    ['no body', 'HTTP/1.1 204 No Content\r\n\r\n', '204 '],
    ['an empty body', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', '200 '],
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n', '200 ', { httpMethod: 'HEAD' }],
    ['a failure before the head', 'HTTP/1.1 2<RESET>', 'BROKEN'],
    ['garbage', 'garbage\r\n\r\n', 'BROKEN'],
    ['half a body, then the end', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok<END>', '200 ok <BROKEN>'],
    ['half a body, then a reset', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok<RESET>', '200 ok <BROKEN>'],
    ['chunks that go wrong', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nx', '200 ok <BROKEN>'],
    [
      'chunks that become too large',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n9\r\n',
      '200 ok <TOO_LARGE>',
      { maxResponseBytes: 4 },
    ],
    [
      'a length that is too large',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
      'RESPONSE_TOO_LARGE',
      { maxResponseBytes: 4 },
    ],
    ['silence', '', 'TIMEOUT', { idleTimeoutInMillis: 60 }],
    ['silence in the body', 'HTTP/1.1 200 OK\r\n\r\nok', '200 ok <TIMEOUT>', { idleTimeoutInMillis: 60 }],
    ['silence to the end', 'HTTP/1.1 200 OK\r\n\r\nok', '200 ok <TIMEOUT>', { timeoutInMillis: 150 }],
  ])('a response: %s', async (_what, answer, expected, more = {}) => {
    for (const drip of [false, true]) {
      const { port } = await backend((socket) => void play(socket, answer, drip));
      expect(await drained(await client().stream(exchange(port, more)))).toBe(expected);
    }
  });

  test('too much until the end', async () => {
    const { port } = await backend((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n12345'));
    expect(await drained(await client().stream(exchange(port, { maxResponseBytes: 4 })))).toMatch(/ <TOO_LARGE>$/);
  });

  test('nobody listens', async () => {
    const { port, close } = await backend(() => {});
    close();
    await sleep(20);
    expect(await drained(await client().stream(exchange(port)))).toBe('NO_CONNECTION');
  });

  test('pieces arrive as they are sent, and the connection is used again after the end', async () => {
    const sockets: Socket[] = [];
    const { port, connections } = await backend((socket) => {
      sockets.push(socket);
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n');
    });
    const own = client();
    for (let round = 0; round < 3; round++) {
      const { headers, body } = await begun(own.stream(exchange(port)));
      expect(headers[0]).toEqual(['Content-Type', 'text/event-stream']);
      const iterator = body[Symbol.asyncIterator]();
      for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
        sockets[round]?.write(`${event.length.toString(16)}\r\n${event}\r\n`);
        const { value } = await iterator.next();
        expect(Buffer.from(value ?? []).toString()).toBe(event);
      }
      sockets[round]?.write('0\r\nT: v\r\n\r\n');
      expect((await iterator.next()).done).toBe(true);
      expect(body.trailers).toEqual([['T', 'v']]);
    }
    expect(connections.length).toBe(1);
  });

  test.each([false, true])('a server is held up by a slow reader, and all of it arrives: TLS %p', async (tls) => {
    const size = 60_000_000;
    let flushed = 0;
    const { port } = await backend((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
      const piece = Buffer.alloc(1_000_000, 'x');
      for (let sent = 0; sent < size; sent += piece.length) socket.write(piece, () => (flushed += piece.length));
    }, tls);
    const protocol = tls ? 'https:' : 'http:';
    const { body } = await begun(
      client(tls ? TEST_CERTIFICATE.cert : undefined).stream(
        exchange(port, {
          url: { protocol, hostname: '127.0.0.1', port: String(port), target: '/' },
          timeoutInMillis: 20_000,
          idleTimeoutInMillis: 1000,
        }),
      ),
    );
    await sleep(1500); // longer than the server may be idle: it is not the one who idles
    expect(flushed).toBeLessThan(30_000_000);
    let got = 0;
    for await (const piece of body) got += piece.length;
    expect(got).toBe(size);
  });

  test('a reader that stops closes the connection, and the client goes on', async () => {
    let closed = 0;
    const { port, connections } = await backend((socket, _request, nth) => {
      socket.on('close', () => closed++);
      if (nth > 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      else socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n');
    });
    const own = client();
    const { body } = await begun(own.stream(exchange(port)));
    for await (const _first of body) break;
    while (closed === 0) await sleep(5);
    expect(await drained(await own.stream(exchange(port)))).toBe('200 ok');
    expect(connections.length).toBe(2);
  });

  test('a body that is never read ends with its time', async () => {
    let closed = 0;
    const { port } = await backend((socket) => {
      socket.on('close', () => closed++);
      socket.write('HTTP/1.1 200 OK\r\n\r\nok');
    });
    await client().stream(exchange(port, { timeoutInMillis: 150 }));
    while (closed === 0) await sleep(5);
  });

  test('a body is read once', async () => {
    const { port } = await backend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    const { body } = await begun(client().stream(exchange(port)));
    for await (const _piece of body);
    expect(() => body[Symbol.asyncIterator]()).toThrow('once');
  });
});
