import { afterEach, describe, expect, test } from 'bun:test';
import { listenOnBun } from './bun-sockets.ts';
import type { ListenForBytes, ServerTls } from './byte-socket.ts';
import { statusesOf } from './conformance-case.ts';
import type { HttpResponse, HttpStreamHandler } from './http-message.ts';
import type { HttpServer } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import type { HttpBody } from './incoming-body.ts';
import { HttpBodyError } from './incoming-body.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';
import { listenOnNode } from './node-sockets.ts';
import type { RawClient } from './raw-client.ts';
import { rawClient } from './raw-client.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

type HandleStream = HttpStreamHandler['handleStream'];

function answer(text: string, status = 200, headers: HttpResponse['headers'] = []): HttpResponse {
  return { status, headers, body: { bytes: () => Buffer.from(text) } };
}

async function read(body: HttpBody): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

/** Answers with the body and its trailers. */
const echo: HandleStream = async (body) => {
  const text = await read(body);
  return answer(`<${text}>${body.trailers.map((trailer) => trailer.join('=')).join()}`);
};

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('without a network', () => {
  function connect(handleStream: HandleStream, maxBodyBytes = 1_000_000) {
    const failures: unknown[] = [];
    const server = createHttpServer({
      rounds: AT_ONCE,
      onHead: () => ({ maxBodyBytes, tooLarge: () => answer('too large', 413), handleStream }),
      onFailure: (failure) => failures.push(failure),
    });
    const socket = new MemorySocket();
    const events = server.accept(socket);
    socket.events = events;
    return { socket, failures, events, send: (text: string) => events.received(Buffer.from(text, 'latin1')) };
  }

  const post = (framing: string, body = ''): string => `POST / HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n${body}`;
  const CHUNKED = 'Transfer-Encoding: chunked';

  test.each([
    ['a length', post('Content-Length: 5', 'hello'), '<hello>'],
    ['chunks', post(CHUNKED, '2\r\nhe\r\n3;x\r\nllo\r\n0\r\n\r\n'), '<hello>'],
    ['trailers', post(CHUNKED, '2\r\nhe\r\n0\r\nA: 1\r\nb: 2\r\n\r\n'), '<he>A=1,b=2'],
    ['no body', 'POST / HTTP/1.1\r\nHost: a\r\n\r\n', '<>'],
    ['an empty body', post('Content-Length: 0'), '<>'],
    ['no chunks', post(CHUNKED, '0\r\n\r\n'), '<>'],
  ])('%s, whole and octet by octet, and the connection is kept', async (_what, request, expected) => {
    for (const drip of [false, true]) {
      const { socket, send } = connect(echo);
      if (drip) for (const octet of request) send(octet);
      else send(request);
      await settled();
      send(request + request);
      await settled();
      expect(socket.sent.match(/<.*?(?=HTTP|$)/g)).toEqual([expected, expected, expected]);
      expect(socket.isEnded).toBe(false);
    }
  });

  test('pieces are there before the body ends', async () => {
    const seen: string[] = [];
    const { send } = connect(async (body) => {
      for await (const piece of body) seen.push(Buffer.from(piece).toString());
      return answer('ok');
    });
    send(post('Content-Length: 10', 'abc'));
    await settled();
    expect(seen).toEqual(['abc']);
    send('defg');
    await settled();
    expect(seen).toEqual(['abc', 'defg']);
  });

  test('the peer is held up while what it sent is not read', async () => {
    let ask = (): void => {};
    let got = 0;
    const { socket, send } = connect(async (body) => {
      for await (const piece of body) {
        got += piece.length;
        await new Promise<void>((resolve) => {
          ask = resolve;
        });
      }
      return answer(`<${got}>`);
    }, 10_000_000);
    send(post('Content-Length: 300000', 'x'.repeat(10)));
    await settled();
    send('x'.repeat(60_000));
    expect(socket.isPaused).toBe(false);
    send('x'.repeat(60_000));
    expect(socket.isPaused).toBe(true);
    ask();
    await settled();
    expect([socket.isPaused, got]).toEqual([true, 60_010]);
    ask();
    await settled();
    ask();
    await settled();
    expect([socket.isPaused, got]).toEqual([false, 120_010]);
    send('x'.repeat(179_990));
    await settled();
    ask();
    await settled();
    expect(socket.sent).toContain('<300000>');
  });

  test('100 Continue is sent when the body is asked for, once', async () => {
    let begin = (): void => {};
    const { socket, send } = connect(async (body) => {
      await new Promise<void>((resolve) => {
        begin = resolve;
      });
      return echo(body);
    });
    send(post('Content-Length: 2\r\nExpect: 100-continue'));
    await settled();
    expect(socket.sent).toBe('');
    begin();
    await settled();
    expect(socket.sent).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    send('a');
    send('b');
    await settled();
    expect(statusesOf(socket.sent)).toEqual([100, 200]);
    expect(socket.sent).toContain('<ab>');
  });

  test('a body that is never asked for is not called for: the final answer comes instead, and ends the connection', async () => {
    const { socket, send } = connect(async () => answer('no', 403));
    send(post('Content-Length: 2\r\nExpect: 100-continue'));
    await settled();
    expect(statusesOf(socket.sent)).toEqual([403]);
    expect(socket.sent).toContain('Connection: close');
    expect(socket.isEnded).toBe(true);
  });

  test('an answer before the end of the body ends the connection after it', async () => {
    const { socket, send, failures } = connect(async (body) => {
      for await (const _first of body) break;
      return answer('enough');
    });
    send(post('Content-Length: 10', 'abc'));
    await settled();
    send('defghij');
    send(post('Content-Length: 1', 'a'));
    await settled();
    expect(statusesOf(socket.sent)).toEqual([200]);
    expect(socket.sent).toContain('Connection: close');
    expect(failures).toEqual([]);
  });

  test('an answer that did not need the whole body, which is all there, keeps the connection', async () => {
    const { socket, send } = connect(async (body) => {
      for await (const _first of body) break;
      return answer('enough');
    });
    for (let round = 0; round < 2; round++) {
      send(post('Content-Length: 3', 'abc'));
      await settled();
    }
    expect(statusesOf(socket.sent)).toEqual([200, 200]);
  });

  test('an answer that is no promise is written at once', () => {
    const { socket, send } = connect(() => answer('now'));
    send('POST / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(socket.sent).toContain('now');
  });

  /** Reads to the end, and notes how the reading ended. */
  function watched(): { readonly handle: HandleStream; readonly ends: string[] } {
    const ends: string[] = [];
    return {
      ends,
      async handle(body) {
        try {
          ends.push(`whole ${await read(body)}`);
        } catch (thrown) {
          ends.push(thrown instanceof HttpBodyError ? thrown.reason : String(thrown));
        }
        return answer('late');
      },
    };
  }

  test.each<[string, string, string, readonly number[]]>([
    ['bad chunk size', post(CHUNKED, '2\r\nab\r\nxyz\r\n'), 'MALFORMED', [400]],
    ['a longer body than allowed', post(CHUNKED, '2\r\nab\r\nfffff\r\n'), 'TOO_LARGE', [413]],
    ['many small chunks', post(CHUNKED, '2\r\nab\r\n'.repeat(10)), 'TOO_LARGE', [413]],
  ])('%s: the connection answers, and the reader is told', async (_what, request, reason, statuses) => {
    const { handle, ends } = watched();
    const { socket, send, failures } = connect(handle, 10);
    send(request);
    await settled();
    expect(ends).toEqual([reason]);
    expect(statusesOf(socket.sent)).toEqual([...statuses]);
    expect(socket.isEnded).toBe(true);
    expect(failures).toEqual([]);
  });

  test('a length beyond the limit is answered without asking the handler', async () => {
    const { handle, ends } = watched();
    const { socket, send } = connect(handle, 10);
    send(post('Content-Length: 11\r\nExpect: 100-continue'));
    await settled();
    expect(statusesOf(socket.sent)).toEqual([413]);
    expect(ends).toEqual([]);
  });

  test('a peer that ends its direction, or is gone, in the middle of a body', async () => {
    for (const end of ['ended', 'destroyed'] as const) {
      const { handle, ends } = watched();
      const { socket, send, events } = connect(handle);
      send(post('Content-Length: 10', 'abc'));
      if (end === 'ended') events.ended();
      else socket.destroy();
      await settled();
      expect(ends).toEqual(['BROKEN']);
      expect(socket.sent).toBe('');
    }
  });

  test('a handler that fails is answered 500, and the rest of the body ends', async () => {
    const { socket, send, failures } = connect(async (body) => {
      for await (const _first of body) throw new Error('broken');
      return answer('');
    });
    send(post('Content-Length: 10', 'abc'));
    await settled();
    expect(statusesOf(socket.sent)).toEqual([500]);
    expect(failures.length).toBe(1);
  });

  test('a stream that answers a peer which is gone is told', async () => {
    let returned = 0;
    const stream: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('not to be read')),
        async return() {
          returned++;
          return { done: true, value: undefined };
        },
      }),
    };
    const gone = connect(async () => ({ ...answer(''), stream }));
    gone.send(post('Content-Length: 0'));
    gone.socket.destroy();
    await settled();
    expect(returned).toBe(1);
    const head = connect(async () => ({ ...answer(''), stream }));
    head.send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
    await settled();
    expect(returned).toBe(2);
    const none = connect(async () => ({ ...answer('', 204), stream }));
    none.send(post('Content-Length: 0'));
    await settled();
    expect(returned).toBe(3);
  });

  async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text);
  }

  test.each<[string, string, HttpResponse['headers'], readonly string[], string]>([
    ['a length', 'GET', [['content-length', '4']], ['ab', '', 'cd'], 'Content-Length: 4\r\n\r\nabcd'],
    ['a length of nothing', 'GET', [['Content-Length', '0']], [], 'Content-Length: 0\r\n\r\n'],
    ['HEAD with a length', 'HEAD', [['Content-Length', '5000000000']], ['x'], 'Content-Length: 5000000000\r\n\r\n'],
  ])(
    'a stream with %s has it, unchunked, and the connection is kept',
    async (_what, method, headers, texts, expected) => {
      const { socket, send } = connect(() => ({ ...answer('', 200, headers), stream: pieces(...texts) }));
      const request = `${method} / HTTP/1.1\r\nHost: a\r\n\r\n`;
      send(request + request);
      for (let turn = 0; turn < 5; turn++) await settled();
      expect(socket.sent.replace(/^Date: .*\r\n/gm, '')).toBe(`HTTP/1.1 200 OK\r\n${expected}`.repeat(2));
      expect(socket.isEnded).toBe(false);
    },
  );

  test.each([
    ['longer', ['abc', 'de'], 'abc'],
    ['shorter', ['abc'], 'abc'],
  ])('a stream that is %s than its length breaks the connection', async (_what, texts, sent) => {
    const { socket, send, failures } = connect(() => ({
      ...answer('', 200, [['Content-Length', '4']]),
      stream: pieces(...texts),
    }));
    send(post('Content-Length: 0'));
    while (!socket.isDestroyed) await settled();
    expect(socket.sent.endsWith(`Content-Length: 4\r\n\r\n${sent}`)).toBe(true);
    expect(failures.length).toBe(1);
  });

  test.each([
    [[['Content-Length', 'x']]],
    [
      [
        ['Content-Length', '1'],
        ['Content-Length', '1'],
      ],
    ],
  ] as const)('a stream whose length is none is answered 500: %j', async (headers) => {
    const { socket, send, failures } = connect(() => ({ ...answer('', 200, headers), stream: pieces('a') }));
    send(post('Content-Length: 0'));
    await settled();
    expect(statusesOf(socket.sent)).toEqual([500]);
    expect(failures.length).toBe(1);
  });
});

const BUN: readonly [string, ListenForBytes] = ['Bun.listen', listenOnBun];
const NODE: readonly [string, ListenForBytes] = ['node:net', listenOnNode];

const servers: HttpServer[] = [];
const clients: RawClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.drain(0)));
});

const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

describe.each(typeof Bun === 'undefined' ? [NODE] : [BUN, NODE])('over %s', (_name, listenForBytes) => {
  async function start(handleStream: HandleStream, bodyInMillis = 30_000, tls?: ServerTls): Promise<RawClient> {
    const server = createHttpServer({
      onHead: () => ({ maxBodyBytes: 1e12, tooLarge: () => answer('too large', 413), handleStream }),
      onFailure: (failure) => console.error(failure),
      timeouts: { bodyInMillis },
      listenForBytes,
    });
    servers.push(server);
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, ...(tls === undefined ? {} : { tls }) });
    const client = await rawClient(port, tls?.cert);
    clients.push(client);
    return client;
  }

  test.each([
    ['plain', undefined],
    ['TLS', TEST_CERTIFICATE],
  ])(
    '100 MB arrive whole, held up by a reader that is slow at first: %s',
    async (_what, tls) => {
      let got = 0;
      let sum = 0;
      let begin: (() => void) | undefined;
      const client = await start(
        async (body) => {
          await new Promise<void>((resolve) => {
            begin = resolve;
          });
          for await (const piece of body) {
            got += piece.length;
            for (let at = 0; at < piece.length; at += 1000) sum += piece[at] as number;
          }
          return answer(`<${got} ${sum > 0}>`);
        },
        30_000,
        tls,
      );
      const size = 100_000_000;
      client.send(`PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
      const piece = Buffer.alloc(1_000_000, 'abcdefghijklmnopqrstuvwxyz');
      let flushed = 0;
      for (let sent = 0; sent < size; sent += piece.length) client.socket.write(piece, () => (flushed += piece.length));
      while (begin === undefined) await sleep(10);
      await sleep(300);
      expect(flushed).toBeLessThan(50_000_000);
      begin();
      await client.until(`<${size} true>`);
    },
    30_000,
  );

  test('an upload that brings nothing more gets 408, one that goes on may take longer than any pause in it', async () => {
    const ends: string[] = [];
    const handle: HandleStream = async (body) => {
      try {
        ends.push(String((await read(body)).length));
      } catch (thrown) {
        ends.push(thrown instanceof HttpBodyError ? thrown.reason : String(thrown));
      }
      return answer('ok');
    };
    const stalled = await start(handle, 200);
    stalled.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\nabc');
    expect(statusesOf(await stalled.ended)).toEqual([408]);
    const dripping = await start(handle, 200);
    const drip = setInterval(() => dripping.send('x'), 20);
    dripping.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n');
    expect(statusesOf(await dripping.ended)).toEqual([408]);
    clearInterval(drip);
    const steady = await start(handle, 200);
    steady.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n');
    for (let piece = 0; piece < 10; piece++) {
      await sleep(60);
      steady.send('x'.repeat(2000));
    }
    await steady.until('ok');
    expect(ends).toEqual(['TIMEOUT', 'TIMEOUT', '20000']);
  });

  test('a slow handler is not the fault of the peer', async () => {
    const client = await start(async (body) => {
      let got = 0;
      for await (const piece of body) {
        got += piece.length;
        await sleep(300);
      }
      return answer(`<${got}>`);
    }, 100);
    client.send(`PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`);
    await client.until('<200000>');
  });

  test('an upload that is abandoned ends its reader', async () => {
    let told: (reason: unknown) => void = () => {};
    const ended = new Promise((resolve) => {
      told = resolve;
    });
    const client = await start(async (body) => {
      try {
        await read(body);
      } catch (thrown) {
        told(thrown);
      }
      return answer('');
    });
    client.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc');
    await sleep(50);
    client.socket.resetAndDestroy();
    expect(await ended).toMatchObject({ name: 'HttpBodyError', reason: 'BROKEN' });
  });
});
