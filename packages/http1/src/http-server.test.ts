import { afterEach, describe, expect, test } from 'bun:test';
import { listenOnBun } from './bun-sockets.ts';
import type { ListenForBytes, ServerTls } from './byte-socket.ts';
import { readCases, statusesOf, textOf } from './conformance-case.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { HttpServer, HttpServerOptions } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import { listenOnNode } from './node-sockets.ts';
import type { RawClient } from './raw-client.ts';
import { rawClient } from './raw-client.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

const BUN: readonly [string, ListenForBytes] = ['Bun.listen', listenOnBun];
const NODE: readonly [string, ListenForBytes] = ['node:net', listenOnNode];
const adapters = typeof Bun === 'undefined' ? [NODE] : [BUN, NODE];

const SHORT = { headInMillis: 120, bodyInMillis: 120, keepAliveInMillis: 200, writeInMillis: 200, lingerInMillis: 100 };
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

const servers: HttpServer[] = [];
const clients: RawClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.drain(0)));
});

function answer(text: string | Uint8Array, status = 200): HttpResponse {
  const body = Buffer.from(text);
  return { status, headers: [], body: { bytes: () => body } };
}

type Handle = (request: HttpRequest, body: Uint8Array) => HttpResponse | Promise<HttpResponse>;

describe.each(adapters)('over %s', (_name, listenForBytes) => {
  async function start(
    handle: Handle,
    options: Partial<HttpServerOptions> = {},
    tls?: ServerTls,
  ): Promise<{ readonly server: HttpServer; readonly client: () => Promise<RawClient>; readonly port: number }> {
    const server = createHttpServer({
      onHead: (request) => ({
        maxBodyBytes: 1000,
        tooLarge: () => answer('too large', 413),
        handle: (body) => handle(request, body),
      }),
      onFailure: (failure) => console.error(failure),
      listenForBytes,
      ...options,
    });
    servers.push(server);
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, ...(tls === undefined ? {} : { tls }) });
    const client = async (): Promise<RawClient> => {
      const own = await rawClient(port, tls?.cert);
      clients.push(own);
      return own;
    };
    return { server, client, port };
  }

  for (const [file, cases] of readCases()) {
    test(`conformance: ${file}`, async () => {
      const { client } = await start((_request, body) => answer(`${body.length}`));
      for (const { id, input, statuses, end } of cases) {
        const own = await client();
        own.send(textOf(input));
        const counted = (): string => `${id}: ${statusesOf(own.received).join(' ')}`;
        if (end === 'closed') await own.ended;
        else if (statuses.length > 0) await own.until('HTTP/1.1 ', statuses.length);
        expect(counted()).toBe(`${id}: ${statuses.join(' ')}`);
        own.socket.destroy();
      }
    });
  }

  test('the address of the peer is told', async () => {
    const { client } = await start(({ remoteAddress }) => answer(remoteAddress));
    const own = await client();
    own.send(GET);
    await own.until('\r\n\r\n127.0.0.1');
  });

  test('TLS', async () => {
    const { client } = await start(({ target }) => answer(target), {}, TEST_CERTIFICATE);
    const own = await client();
    own.send(GET);
    await own.until('\r\n\r\n/');
    own.send('GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(await own.ended).toContain('/last');
  });

  test('what is no TLS on a TLS port harms nobody', async () => {
    const { client, port } = await start(() => answer('ok'), {}, TEST_CERTIFICATE);
    const noise = await rawClient(port);
    clients.push(noise);
    noise.send(GET);
    await noise.ended;
    const own = await client();
    own.send(GET);
    await own.until('ok');
  });

  test('10 MB come back to a reader that starts late, TLS too', async () => {
    const body = Buffer.alloc(10_000_000, 'abcdefgh');
    for (const tls of [undefined, TEST_CERTIFICATE]) {
      const { client } = await start(() => answer(body), {}, tls);
      const own = await client();
      own.socket.pause();
      own.send(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
      await sleep(50);
      own.socket.resume();
      const received = await own.ended;
      expect(received.length - received.indexOf('\r\n\r\n') - 4).toBe(body.length);
    }
  });

  test('an answer to a refused upload arrives although its body was never read', async () => {
    const { client } = await start(() => answer('ok'));
    const own = await client();
    own.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n');
    for (let piece = 0; piece < 20; piece++) own.send('x'.repeat(500_000));
    expect(statusesOf(await own.ended)).toEqual([413]);
  });

  test.each([
    ['a connection that says nothing is closed', '', []],
    ['half a head gets 408', 'GET / HTTP/1.1\r\nHo', [408]],
    ['half a body gets 408', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab', [408]],
    ['half a chunked body gets 408', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', [408]],
    ['a kept connection that says no more is closed', GET, [200]],
    ['a kept connection with half a head gets 408', `${GET}GET /`, [200, 408]],
  ])('time-outs: %s', async (_what, text, statuses) => {
    const { client } = await start(() => answer('ok'), { timeouts: SHORT });
    const own = await client();
    own.send(text);
    expect(statusesOf(await own.ended)).toEqual(statuses);
  });

  test('time-outs: a head that drips does not gain time by it', async () => {
    const { client } = await start(() => answer('ok'), { timeouts: SHORT });
    const own = await client();
    const startedAt = performance.now();
    const drip = setInterval(() => own.send('x'), 20);
    own.send('GET /');
    expect(statusesOf(await own.ended)).toEqual([408]);
    clearInterval(drip);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test('time-outs: a handler may take its time', async () => {
    const { client } = await start(() => sleep(700).then(() => answer('late')), { timeouts: SHORT });
    const own = await client();
    own.send(GET);
    await own.until('late');
  });

  test('time-outs: a reader that takes nothing is cut off, and its answers are let go', async () => {
    const { server, client } = await start(() => answer(Buffer.alloc(50_000_000)), { timeouts: SHORT });
    const own = await client();
    own.socket.pause();
    own.send(GET);
    while (server.connections === 0) await sleep(10);
    while (server.connections > 0) await sleep(10);
  });

  test('a peer that goes away in any state leaves nothing behind', async () => {
    const { server, client } = await start(() => sleep(50).then(() => answer('ok')));
    for (const text of [
      '',
      'GET /',
      GET,
      `${GET}${GET}`,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab',
    ]) {
      const own = await client();
      own.send(text);
      await sleep(10);
      own.socket.resetAndDestroy();
    }
    while (server.connections > 0) await sleep(10);
  });

  test('connections beyond the maximum are closed', async () => {
    const { client } = await start(() => answer('ok'), { maxConnections: 2 });
    const first = await client();
    const second = await client();
    expect(await (await client()).ended).toBe('');
    for (const own of [first, second]) {
      own.send(GET);
      await own.until('ok');
    }
  });

  test('a listening address that is taken is told', async () => {
    const { port } = await start(() => answer('ok'));
    const other = createHttpServer({ onHead: () => neverAsked(), onFailure: () => {}, listenForBytes });
    expect(other.listen({ host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE|in use|Failed to listen/);
  });

  test('drain: what has been accepted is answered with Connection: close, idle connections end, new ones are refused', async () => {
    let finish = (): void => {};
    const { server, client, port } = await start(({ target }) =>
      target === '/slow' ? new Promise((resolve) => (finish = () => resolve(answer('slow')))) : answer('fast'),
    );
    const idle = await client();
    const kept = await client();
    const slow = await client();
    const halfway = await client();
    kept.send(GET);
    await kept.until('fast');
    slow.send('GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /queued HTTP/1.1\r\nHost: a\r\n\r\n');
    halfway.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab');
    await sleep(50);
    const drained = server.drain(5000);
    kept.send(GET); // on its way while the drain begins
    expect(await idle.ended).toBe('');
    expect((await kept.ended).match(/Connection: close/g)?.length).toBe(1);
    expect(statusesOf(kept.received)).toEqual([200, 200]);
    expect(rawClient(port)).rejects.toThrow();
    halfway.send('cd');
    expect(await halfway.ended).toMatch(/Connection: close\r\n\r\nfast$/);
    finish();
    expect(await slow.ended).toMatch(/Connection: close\r\n\r\nslow$/);
    await drained;
    expect(server.connections).toBe(0);
  });

  test('drain: no request that has arrived is lost under load', async () => {
    const { server, client } = await start(({ target }) => answer(`<${target}>`));
    const all = await Promise.all(Array.from({ length: 20 }, client));
    const loops = all.map(async (own) => {
      for (let at = 0; ; at++) {
        own.send(`GET /${at} HTTP/1.1\r\nHost: a\r\n\r\n`);
        const text = await own.until('</', at + 1);
        if (text.includes('Connection: close')) return;
      }
    });
    await sleep(100);
    await server.drain(5000);
    await Promise.all(loops); // rejects when a connection ends with an unanswered request
  });

  test('drain: the deadline cuts off what does not end', async () => {
    const { server, client } = await start(() => new Promise(() => {}));
    const own = await client();
    own.send(GET);
    await sleep(30);
    const startedAt = performance.now();
    await server.drain(300);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(await own.ended).toBe('');
  });

  test('a stream reaches its reader piece by piece', async () => {
    const steps: (() => void)[] = [];
    const step = (): Promise<void> => new Promise((resolve) => steps.push(resolve));
    const { client } = await start(() => ({
      ...answer(''),
      stream: (async function* () {
        yield Buffer.from('data: 1\n\n');
        await step();
        yield Buffer.from('data: 2\n\n');
      })(),
    }));
    const own = await client();
    own.send(GET);
    await own.until('data: 1');
    expect(own.received).not.toContain('data: 2');
    while (steps.length === 0) await sleep(5);
    steps.shift()?.();
    await own.until('0\r\n\r\n');
    own.send(GET);
    await own.until('data: 1', 2);
  });

  test('a stream to a slow reader is held back by it', async () => {
    let produced = 0;
    const { client } = await start(() => ({
      ...answer(''),
      stream: (async function* () {
        for (; produced < 400; produced++) yield Buffer.alloc(100_000);
      })(),
    }));
    const own = await client();
    own.socket.pause();
    own.send(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    await sleep(200);
    expect(produced).toBeLessThan(200);
    own.socket.resume();
    expect((await own.ended).length).toBeGreaterThan(40_000_000);
  });
});

function neverAsked(): never {
  throw new Error('no request was sent');
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
