import { afterEach, describe, expect, test } from 'bun:test';
import { listenOnBun } from './bun-sockets.ts';
import type { ListenForBytes } from './byte-socket.ts';
import { statusesOf } from './conformance-case.ts';
import type { HttpResponse } from './http-message.ts';
import type { HttpServer, HttpServerOptions } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import { listenOnNode } from './node-sockets.ts';
import type { RawClient } from './raw-client.ts';
import { rawClient } from './raw-client.ts';

const MIB = 1024 * 1024;
const PIECE = 'x'.repeat(MIB);
const TIMEOUT_IN_MILLIS = 30_000;

const SOCKETS: readonly (readonly [string, ListenForBytes])[] = [
  ...('bun' in process.versions ? [['Bun', listenOnBun] as const] : []),
  ['Node', listenOnNode],
];

describe.each(SOCKETS)('bodies of many connections, on sockets of %s', (_name, listenForBytes) => {
  const servers: HttpServer[] = [];
  const clients: RawClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.destroy();
    await Promise.all(servers.splice(0).map((server) => server.drain(0)));
  });

  async function start(options: Partial<HttpServerOptions> = {}, handle = lengthOf) {
    const server = createHttpServer({
      onHead: () => ({ maxBodyBytes: 10 * MIB, tooLarge: () => answer('too large', 413), handle }),
      onFailure: (failure) => {
        throw failure;
      },
      listenForBytes,
      maxHeldBodyBytes: 24 * MIB,
      ...options,
    });
    servers.push(server);
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
    return async () => {
      const client = await rawClient(port);
      clients.push(client);
      return client;
    };
  }

  const head = (framing: string): string => `POST / HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n`;
  const post = (mib: number): string => head(`Content-Length: ${mib * MIB}`);

  /** What the client’s system has not taken: nothing when the server reads. */
  const unsent = (client: RawClient): number => client.socket.writableLength;

  test.each(['Content-Length: 10485760', 'Transfer-Encoding: chunked'])(
    'more than fits at once come in one after the other: %s',
    async (framing) => {
      const connect = await start();
      const all = await Promise.all(Array.from({ length: 8 }, connect));
      const isChunked = framing.startsWith('T');
      for (const client of all) client.send(head(framing));
      for (let i = 0; i < 10; i++) {
        for (const client of all) client.send(isChunked ? `100000\r\n${PIECE}\r\n` : PIECE);
      }
      if (isChunked) for (const client of all) client.send('0\r\n\r\n');
      const answers = await Promise.all(all.map((client) => client.until('\r\n\r\n<')));
      expect(new Set(answers.map((text) => text.slice(text.indexOf('<'))))).toEqual(new Set(['<10485760>']));
    },
    TIMEOUT_IN_MILLIS,
  );

  test(
    'slow ones are held up where they hold too much; small requests are answered meanwhile; all end well',
    async () => {
      const connect = await start();
      const slow = await Promise.all(Array.from({ length: 20 }, connect));
      for (const client of slow) client.send(post(8) + PIECE);
      // 20 MiB were sent: more than half of what may be held, so somebody waits.
      const small = await connect();
      for (let i = 1; i <= 20; i++) {
        small.send(head('Content-Length: 5'));
        small.send('hello');
        await small.until('<5>', i);
      }
      for (const client of slow) for (let i = 0; i < 7; i++) client.send(PIECE);
      expect(slow.some((client) => unsent(client) > 0)).toBe(true);
      for (const client of slow) await client.until('<8388608>');
      // Afterwards there is room as before.
      const again = await connect();
      again.send(post(10) + PIECE.repeat(10));
      await again.until('<10485760>');
    },
    TIMEOUT_IN_MILLIS,
  );

  test(
    'those who never send the rest are in the way only until their time is over',
    async () => {
      const connect = await start({ timeouts: { bodyInMillis: 1500 } });
      const stuck = await Promise.all(Array.from({ length: 20 }, connect));
      for (const client of stuck) client.send(post(10) + PIECE);
      const ends = await Promise.all(stuck.map((client) => client.ended));
      const statuses = ends.map((text) => statusesOf(text).join());
      // The first ones are slow by themselves; who was held up is told that it was not his fault.
      expect(new Set(statuses)).toEqual(new Set(['408', '429']));
      expect(statuses[0]).toBe('408');
      const later = await connect();
      later.send(post(10) + PIECE.repeat(10));
      await later.until('<10485760>');
    },
    TIMEOUT_IN_MILLIS,
  );

  test(
    'bodies that are worked on count too: others come in when they are answered',
    async () => {
      const open: (() => void)[] = [];
      const connect = await start({}, (body) => new Promise((resolve) => open.push(() => resolve(lengthOf(body)))));
      const first = await connect();
      first.send(post(10) + PIECE.repeat(10));
      while (open.length === 0) await settled();
      const second = await connect();
      second.send(post(10) + PIECE.repeat(10));
      while (unsent(second) === 0) await settled();
      for (let i = 0; i < 20; i++) await settled();
      expect(open.length).toBe(1);
      expect(unsent(second)).toBeGreaterThan(0);
      open.shift()?.();
      await first.until('<10485760>');
      while (open.length === 0) await settled();
      open.shift()?.();
      await second.until('<10485760>');
    },
    TIMEOUT_IN_MILLIS,
  );

  test(
    'who leaves while his body is worked on gives nothing back before that is done',
    async () => {
      const open: (() => void)[] = [];
      const connect = await start(
        { maxHeldBodyBytes: 4 * MIB },
        (body) => new Promise((resolve) => open.push(() => resolve(lengthOf(body)))),
      );
      const gone = await connect();
      gone.send(post(4) + PIECE.repeat(4));
      while (open.length === 0) await settled();
      gone.socket.resetAndDestroy();
      while (servers[0]?.connections !== 0) await settled();
      const refused = await connect();
      refused.send(post(1) + PIECE);
      expect(statusesOf(await refused.ended)).toEqual([429]);
      expect(refused.received).toContain('\r\n\r\n{"message":"Too Many Requests"}');
      open.shift()?.();
      await settled();
      const next = await connect();
      next.send(post(4) + PIECE.repeat(4));
      while (open.length === 0) await settled();
      open.shift()?.();
      await next.until('<4194304>');
    },
    TIMEOUT_IN_MILLIS,
  );
});

function answer(text: string, status = 200): HttpResponse {
  return { status, headers: [], body: { bytes: () => Buffer.from(text) } };
}

function lengthOf(body: Uint8Array): HttpResponse | Promise<HttpResponse> {
  return answer(`<${body.length}>`);
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
