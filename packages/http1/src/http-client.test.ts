import { afterEach, describe, expect, test } from 'bun:test';
import { createServer } from 'node:net';
import { connectOnBun } from './bun-sockets.ts';
import type { ConnectForBytes } from './byte-socket.ts';
import type { HttpClient } from './http-client.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpExchange, HttpOutcome } from './http-exchange.ts';
import { createHttpServer } from './http-server.ts';
import { connectOnNode } from './node-sockets.ts';
import type { Backend } from './scripted-backend.ts';
import { play, scriptedBackend } from './scripted-backend.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

const BUN: readonly [string, ConnectForBytes] = ['Bun.connect', connectOnBun];
const NODE: readonly [string, ConnectForBytes] = ['node:net', connectOnNode];
const adapters = typeof Bun === 'undefined' ? [NODE] : [BUN, NODE];

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function backend(...args: Parameters<typeof scriptedBackend>): Promise<Backend> {
  const own = await scriptedBackend(...args);
  cleanups.push(() => own.close());
  return own;
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const text = (outcome: HttpOutcome): string =>
  'failure' in outcome
    ? `${outcome.failure}${'status' in outcome ? ` ${outcome.status} ${outcome.reportedLength}` : ''}`
    : `${outcome.status} ${Buffer.from(outcome.body).toString('latin1')}`;

describe.each(adapters)('over %s', (_name, connectForBytes) => {
  function client(ca?: string): HttpClient {
    const own = createHttpClient({ connectForBytes, ...(ca === undefined ? {} : { ca }) });
    cleanups.push(() => own.close());
    return own;
  }

  function exchange(port: number, more: Partial<HttpExchange> = {}): HttpExchange {
    return {
      url: { protocol: 'http:', hostname: '127.0.0.1', port: String(port), target: '/' },
      httpMethod: 'GET',
      headers: [],
      body: undefined,
      timeoutInMillis: 2000,
      maxResponseBytes: 1000,
      ...more,
    };
  }

  test('goes out as it stands', async () => {
    const { port, connections } = await backend((socket) => socket.write(OK));
    const url = {
      protocol: 'http:',
      hostname: '127.0.0.1',
      port: String(port),
      target: '/a/../%2e//b?c=1&c=2&&',
    } as const;
    const headers = [
      ['X-b', '1'],
      ['x-A', '2 \u00e9'],
      ['X-B', '3'],
    ] as const;
    const own = client();
    await own.send(exchange(port, { url, headers }));
    await own.send(exchange(port, { httpMethod: 'POST', body: Buffer.from('hello'), headers: [['Host', 'other']] }));
    await own.send(exchange(port, { httpMethod: 'POST' }));
    expect(connections).toEqual([
      `GET /a/../%2e//b?c=1&c=2&& HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-b: 1\r\nx-A: 2 \u00e9\r\nX-B: 3\r\n\r\n` +
        'POST / HTTP/1.1\r\nHost: other\r\nContent-Length: 5\r\n\r\nhello' +
        `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 0\r\n\r\n`,
    ]);
  });

  test("what recurs goes out as what does not, with what is each request's own behind it", async () => {
    const { port, connections } = await backend((socket) => socket.write(OK));
    const at = (target: string) => ({ protocol: 'http:', hostname: '127.0.0.1', port: String(port), target }) as const;
    const [one, other] = [at('/one'), at('/other')];
    const headers = [['X', 'shared']] as const;
    const requests: readonly Partial<HttpExchange>[] = [
      { url: one, moreLines: [Buffer.from('Y: 1 \u00e9\r\n', 'latin1')] },
      { url: one, moreLines: [Buffer.from('Y: 2\r\n')] },
      { url: one },
      { url: other },
      { url: one, httpMethod: 'POST', body: Buffer.from('hello') },
      { url: one, httpMethod: 'POST', body: Buffer.from('hi') },
    ];
    const own = client();
    for (const recurs of [false, true, true]) {
      for (const request of requests) await own.send(exchange(port, { headers, ...request, recurs }));
    }
    const sent = connections.join('');
    expect(sent).toBe(sent.slice(0, sent.length / 3).repeat(3));
    const first = `GET /one HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: shared\r\nY: 1 \u00e9\r\n\r\n`;
    expect(sent.slice(0, first.length)).toBe(first);
  });

  test.each<[string, Partial<HttpExchange>]>([
    ['a line end in a value', { headers: [['X', 'a\r\nY: b']] }],
    ['a code unit whose low octet is a line end', { headers: [['X', '\u010a']] }],
    ['a space in a name', { headers: [['X Y', 'a']] }],
    ['a space in the method', { httpMethod: 'GET /x' }],
    ['Content-Length', { headers: [['content-length', '5']] }],
    ['Transfer-Encoding', { headers: [['Transfer-Encoding', 'chunked']] }],
    ['a line end in a value that recurs', { headers: [['X', 'a\r\nY: b']], recurs: true }],
  ])('rejects what HTTP does not allow: %s', async (_what, more) => {
    const { port, connections } = await backend((socket) => socket.write(OK));
    await expect(client().send(exchange(port, more))).rejects.toThrow(TypeError);
    expect(connections).toEqual([]);
  });

  test.each(['/a b', '/a\r\nX: y', 'no-slash', '', '/\u010a'])('rejects the target %j', async (target) => {
    const url = { protocol: 'http:', hostname: '127.0.0.1', port: '1', target } as const;
    await expect(client().send(exchange(1, { url }))).rejects.toThrow(TypeError);
  });

  test.each<[string, string, string, Partial<HttpExchange>?]>([
    ['a length', OK, '200 ok'],
    [
      'chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nT: u\r\n\r\n',
      '200 ok',
    ],
    ['no phrase', 'HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n', '404 '],
    ['no space before no phrase', 'HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n', '404 '],
    ['HTTP/1.0 until the end', 'HTTP/1.0 200 OK\r\n\r\nok<END>', '200 ok'],
    ['HTTP/1.1 until the end', 'HTTP/1.1 200 OK\r\n\r\nok<END>', '200 ok'],
    ['204 has no body', 'HTTP/1.1 204 No Content\r\n\r\n', '204 '],
    ['304 has no body whatever its length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', '304 '],
    [
      'HEAD has no body whatever its length',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
      '200 ',
      { httpMethod: 'HEAD' },
    ],
    [
      'interim answers are skipped',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n${OK}`,
      '200 ok',
    ],
    ['the longest body', `HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nokok`, '200 okok', { maxResponseBytes: 4 }],
    [
      'a length that is too large',
      'HTTP/1.1 201 OK\r\nContent-Length: 5\r\n\r\n',
      'RESPONSE_TOO_LARGE 201 5',
      { maxResponseBytes: 4 },
    ],
    [
      'chunks that are too large',
      'HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n',
      'RESPONSE_TOO_LARGE 201 5',
      { maxResponseBytes: 4 },
    ],
    ['too much until the end', 'HTTP/1.1 201 OK\r\n\r\n12345', 'RESPONSE_TOO_LARGE 201 5', { maxResponseBytes: 4 }],
    ['nothing, then the end', '<END>', 'BROKEN'],
    ['nothing, then a reset', '<RESET>', 'BROKEN'],
    ['half a head, then the end', 'HTTP/1.1 200 OK\r\nConte<END>', 'BROKEN'],
    ['half a body, then the end', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok<END>', 'BROKEN'],
    ['half a body, then a reset', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok<RESET>', 'BROKEN'],
    [
      'half the chunks, then the end',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n<END>',
      'BROKEN',
    ],
    ['a body until a reset', 'HTTP/1.1 200 OK\r\n\r\nok<RESET>', 'BROKEN'],
    ['silence', '', 'TIMEOUT', { timeoutInMillis: 100 }],
    [
      'half a body, then silence',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok',
      'TIMEOUT',
      { timeoutInMillis: 100 },
    ],
    ['interim answers alone', 'HTTP/1.1 100 Continue\r\n\r\n', 'TIMEOUT', { timeoutInMillis: 100 }],
    ['interim answers without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(101), 'BROKEN'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 'BROKEN'],
    ['garbage', '\x00\x01\x02 not HTTP', 'BROKEN'],
    ['another version', 'HTTP/2.0 200 OK\r\n\r\n', 'BROKEN'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', 'BROKEN'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n', 'BROKEN'],
    ['a status that is none', 'HTTP/1.1 999 OK\r\n\r\n', 'BROKEN'],
    ['a bare LF', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', 'BROKEN'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok', 'BROKEN'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok', 'BROKEN'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'BROKEN',
    ],
    ['another coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 'BROKEN'],
    ['a bad chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 'BROKEN'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n', 'BROKEN'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(300)}`, 'BROKEN'],
    ['a header without end', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(40_000)}`, 'BROKEN'],
    ['a status line without end', `HTTP/1.1 200 ${'y'.repeat(9000)}`, 'BROKEN'],
  ])('an answer: %s', async (_what, answer, expected, more = {}) => {
    for (const drip of [false, true]) {
      const { port } = await backend((socket) => void play(socket, answer, drip));
      expect(text(await client().send(exchange(port, more)))).toBe(expected);
    }
  });

  // All field lines count: `Content-Length: 2` and `X: `, with their line ends, take 24 octets.
  test.each([
    ['exactly at the limit', 100 - 24, '200 ok'],
    ['one beyond it', 100 - 23, 'BROKEN'],
  ])('headers of a response: %s', async (_what, times, expected) => {
    const answer = `HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: ${'y'.repeat(times)}\r\n\r\nok`;
    for (const drip of [false, true]) {
      const { port } = await backend((socket) => void play(socket, answer, drip));
      const own = client();
      expect(text(await own.send(exchange(port, { maxResponseHeaderBytes: 100 })))).toBe(expected);
      expect(text(await own.send(exchange(port)))).toBe('200 ok'); // on the same connection, if it was kept
    }
  });

  test('the limit of headers counts for interim answers and trailers each by themselves', async () => {
    const line = `X: ${'y'.repeat(60)}\r\n`;
    const chunked = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n${line}\r\n0\r\n`;
    const { port } = await backend((socket, _request, nth) =>
      socket.write(`HTTP/1.1 103 Early\r\n${line}\r\n${chunked}${line.repeat(nth)}\r\n`),
    );
    const limited = exchange(port, { maxResponseHeaderBytes: 100 });
    expect(text(await client().send(limited))).toBe('200 ');
    expect(text(await client().send(limited))).toBe('BROKEN');
  });

  test('headers come as they were sent', async () => {
    const { port } = await backend((socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nset-cookie:  b \r\nX-E: \u00e9\r\nContent-Length: 0\r\n\r\n',
        'latin1',
      ),
    );
    expect(await client().send(exchange(port))).toMatchObject({
      headers: [
        ['Set-Cookie', 'a'],
        ['set-cookie', 'b'],
        ['X-E', '\u00e9'],
        ['Content-Length', '0'],
      ],
    });
  });

  test('an endless body ends at the limit, an endless drip at the time-out', async () => {
    const endless = await backend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = setInterval(() => socket.write('x'.repeat(100)), 2);
      socket.on('close', () => clearInterval(more));
    });
    expect(text(await client().send(exchange(endless.port)))).toMatch(/^RESPONSE_TOO_LARGE 200 1\d\d\d$/);
    const startedAt = performance.now();
    const slow = exchange(endless.port, { maxResponseBytes: 1e9, timeoutInMillis: 150 });
    expect(text(await client().send(slow))).toBe('TIMEOUT');
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  test('nobody listens, and no such name', async () => {
    const { port } = await closedPort();
    expect(text(await client().send(exchange(port)))).toBe('NO_CONNECTION');
    const url = { protocol: 'http:', hostname: 'no-such-host.invalid', port: '', target: '/' } as const;
    expect(text(await client().send(exchange(1, { url })))).toBe('NO_CONNECTION');
  });

  test('one connection serves exchanges one after the other, several serve them at once, and none is shared', async () => {
    const { port, connections } = await backend((socket, request) =>
      setTimeout(() => {
        const target = /^GET (\S+)/.exec(request)?.[1] ?? '';
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${target.length}\r\n\r\n${target}`);
      }, 5),
    );
    const own = client();
    const ask = async (target: string): Promise<string> =>
      text(
        await own.send(
          exchange(port, { url: { protocol: 'http:', hostname: '127.0.0.1', port: String(port), target } }),
        ),
      );
    for (let at = 0; at < 5; at++) expect(await ask(`/${at}`)).toBe(`200 /${at}`);
    expect(connections.length).toBe(1);
    const targets = Array.from({ length: 40 }, (_, at) => `/at-once/${at}`);
    expect(await Promise.all(targets.map(ask))).toEqual(targets.map((target) => `200 ${target}`));
    expect(connections.length).toBe(40);
    expect(await Promise.all(targets.map(ask))).toEqual(targets.map((target) => `200 ${target}`));
    expect(connections.length).toBe(40);
  });

  test.each([
    ['Connection: close', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
    ['a time-out of a second', 'HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok'],
    ['octets behind the answer', `${OK}x`],
    ['a second answer behind the first', `${OK}${OK}`],
  ])('a connection is not used again after %s', async (_what, answer) => {
    const { port, connections } = await backend((socket) => socket.write(answer));
    const own = client();
    expect(text(await own.send(exchange(port)))).toBe('200 ok');
    expect(text(await own.send(exchange(port)))).toBe('200 ok');
    expect(connections.length).toBe(2);
  });

  test('an answer that comes unasked on an idle connection is never taken for one', async () => {
    const unasked = Promise.withResolvers<void>();
    const { port, connections } = await backend((socket, _request, nth) => {
      socket.write(OK);
      if (nth === 1) setTimeout(() => socket.write(OK.replace('ok', 'no'), () => unasked.resolve()), 20);
    });
    const own = client();
    expect(text(await own.send(exchange(port)))).toBe('200 ok');
    await unasked.promise;
    await sleep(40);
    expect(text(await own.send(exchange(port)))).toBe('200 ok');
    expect(connections.length).toBe(2);
  });

  test.each(['end', 'reset'])('an idle connection that the server gives up (%s) is replaced', async (how) => {
    const givenUp = Promise.withResolvers<void>();
    const { port, connections } = await backend((socket, _request, nth) => {
      socket.write(OK);
      if (nth !== 1) return;
      setTimeout(() => {
        if (how === 'end') socket.end();
        else socket.resetAndDestroy();
        givenUp.resolve();
      }, 20);
    });
    const own = client();
    expect(text(await own.send(exchange(port)))).toBe('200 ok');
    await givenUp.promise;
    await sleep(40);
    expect(text(await own.send(exchange(port)))).toBe('200 ok');
    expect(connections.length).toBe(2);
  });

  test('a request that was written is never sent again', async () => {
    const { port, connections } = await backend((socket, _request, nth) => {
      if (nth === 1) socket.write(OK);
      else socket.resetAndDestroy();
    });
    const own = client();
    await own.send(exchange(port));
    for (const httpMethod of ['GET', 'POST']) {
      const before = connections.join('').split(httpMethod).length;
      expect(text(await own.send(exchange(port, { httpMethod })))).toBe('BROKEN');
      await sleep(20);
      expect(connections.join('').split(httpMethod).length - before).toBe(1);
    }
  });

  test('an answer that comes before the request is sent counts, and the connection does not', async () => {
    let sockets = 0;
    const server = createServer((socket) => {
      sockets++;
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const { port } = server.address() as { readonly port: number };
    const own = client();
    const large = exchange(port, { httpMethod: 'POST', body: Buffer.alloc(20_000_000) });
    expect(text(await own.send(large))).toBe('413 no');
    expect(text(await own.send(large))).toBe('413 no');
    expect(sockets).toBe(2);
  });

  test('large bodies both ways', async () => {
    const server = createHttpServer({
      onHead: () => ({
        maxBodyBytes: 1e8,
        tooLarge: () => ({ status: 413, headers: [], body: { bytes: () => Buffer.alloc(0) } }),
        handle: (body) => ({ status: 200, headers: [], body: { bytes: () => body } }),
      }),
      onFailure: (failure) => console.error(failure),
    });
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
    cleanups.push(() => void server.drain(0));
    const body = Buffer.from(Array.from({ length: 300_000 }, (_, at) => String(at)).join());
    const outcome = await client().send(exchange(port, { httpMethod: 'POST', body, maxResponseBytes: 1e8 }));
    expect('body' in outcome && body.equals(outcome.body)).toBe(true);
  });

  test('TLS: a certificate must be trusted and fit the name, unless it is not verified', async () => {
    const { port, connections } = await backend((socket) => socket.write(OK), true);
    const at = (hostname: string, more: Partial<HttpExchange> = {}): HttpExchange =>
      exchange(port, { url: { protocol: 'https:', hostname, port: String(port), target: '/' }, ...more });
    const trusting = client(TEST_CERTIFICATE.cert);
    expect(text(await trusting.send(at('127.0.0.1')))).toBe('200 ok');
    expect(text(await trusting.send(at('127.0.0.1')))).toBe('200 ok');
    expect(text(await trusting.send(at('localhost')))).toBe('200 ok');
    expect(text(await trusting.send(at('127.0.0.2')))).toBe('BROKEN');
    expect(connections.filter((received) => received !== '').length).toBe(2);
    const other = client();
    expect(text(await other.send(at('127.0.0.1')))).toBe('BROKEN');
    expect(text(await other.send(at('127.0.0.1', { insecureSkipVerification: true })))).toBe('200 ok');
    expect(text(await other.send(at('127.0.0.1')))).toBe('BROKEN'); // no connection that was not verified
    const plain = await backend((socket) => socket.write(OK));
    const url = { protocol: 'https:', hostname: '127.0.0.1', port: String(plain.port), target: '/' } as const;
    expect(text(await other.send(exchange(plain.port, { url, timeoutInMillis: 500 })))).toMatch(/BROKEN|TIMEOUT/);
  });

  test('after close no connection is kept', async () => {
    let open = 0;
    const { port } = await backend((socket) => {
      open++;
      socket.on('close', () => open--);
      socket.write(OK);
    });
    const own = client();
    await own.send(exchange(port));
    own.close();
    while (open > 0) await sleep(5);
    await own.send(exchange(port));
    while (open > 0) await sleep(5);
  });
});

async function closedPort(): Promise<{ readonly port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return { port };
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
