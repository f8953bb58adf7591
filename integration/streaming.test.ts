import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Backend } from './backend.ts';
import { startBackend } from './backend.ts';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { RUNTIMES } from './runtimes.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!isSo() && performance.now() < deadline) await sleep(10);
  expect(isSo()).toBe(true);
}

function definition(port: number): string {
  const method = (members: object): object => ({
    get: {
      responses: { 200: { description: 'ok' } },
      'x-amazon-apigateway-integration': {
        httpMethod: 'GET',
        uri: `http://127.0.0.1:${port}/`,
        responseTransferMode: 'STREAM',
        timeoutInMillis: 20_000,
        ...members,
      },
    },
  });
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'streams', version: '1' },
    paths: {
      '/proxy': method({ type: 'http_proxy' }),
      '/short': method({ type: 'http_proxy', timeoutInMillis: 500 }),
      '/events': method({
        type: 'http',
        responses: {
          default: {
            statusCode: 200,
            responseTemplates: { 'text/event-stream': `{"text": $input.json('$.delta')}` },
          },
        },
      }),
    },
  });
}

describe.each(RUNTIMES)('the server on %s', (runtime) => {
  let backend: Backend;
  let portico: Portico;
  let serving: Socket[] = [];

  beforeAll(async () => {
    backend = await startBackend((socket) => serving.push(socket));
    const file = join(temporaryDirectory(), 'api.json');
    writeFileSync(file, definition(backend.port));
    portico = await startPortico(['--no-sample', '--api', file], { runtime });
  }, 30_000);

  afterAll(async () => {
    backend.close();
    await cleanUp();
  }, 30_000);

  const url = (path: string): string =>
    portico.api(/\/restapis\/([a-z0-9]+)\//.exec(portico.output())?.[1] ?? '', path);

  /** The backend's side of the one request that is under way. */
  async function server(): Promise<Socket> {
    await until(() => serving.length === 1);
    const [socket] = serving;
    serving = [];
    if (socket === undefined) throw new Error('nobody asked');
    return socket;
  }

  async function open(path: string): Promise<{ readonly socket: Socket; readonly received: () => string }> {
    const socket = connect(portico.port, '127.0.0.1');
    let text = '';
    socket.on('data', (octets) => {
      text += octets.toString('latin1');
    });
    socket.on('error', () => {});
    socket.write(`GET ${new URL(url(path)).pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
    return { socket, received: () => text };
  }

  test('events arrive one by one', async () => {
    const { socket, received } = await open('/proxy');
    const from = await server();
    from.write(HEAD);
    await until(() => received().includes('\r\n\r\n'));
    for (let event = 0; event < 5; event++) {
      from.write(chunk(`data: ${event}\n\n`));
      await until(() => received().endsWith(chunk(`data: ${event}\n\n`)));
    }
    from.write('0\r\n\r\n');
    await until(() => received().endsWith('0\r\n\r\n'));
    expect(received()).toContain('Content-Type: text/event-stream\r\n');
    // Both connections carry another exchange.
    const open2 = backend.open;
    socket.write(`GET ${new URL(url('/proxy')).pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
    (await server()).write('HTTP/1.1 204 No Content\r\n\r\n');
    await until(() => received().includes(' 204 '));
    expect(backend.open).toBe(open2);
    socket.destroy();
  });

  test('each event is mapped as it arrives', async () => {
    const { socket, received } = await open('/events');
    const from = await server();
    from.write(HEAD + chunk('id: 1\ndata: {"delta": "Hel'));
    await until(() => received().includes('\r\n\r\n'));
    from.write(chunk('lo"}\n\n'));
    await until(() => received().endsWith(chunk('id: 1\ndata: {"text": "Hello"}\n\n')));
    from.write(chunk('data: {"delta": 2.0}\n\n'));
    await until(() => received().endsWith(chunk('data: {"text": 2.0}\n\n')));
    from.write('0\r\n\r\n');
    await until(() => received().endsWith('0\r\n\r\n'));
    socket.destroy();
  });

  test.each(['/proxy', '/events'])('a client that goes away closes the connection to the backend: %s', async (path) => {
    const { socket, received } = await open(path);
    const from = await server();
    let isClosed = false;
    from.on('close', () => {
      isClosed = true;
    });
    from.write(HEAD + chunk('data: {"delta": 1}\n\n'));
    await until(() => received().includes('data: '));
    socket.resetAndDestroy();
    await until(() => isClosed);
  });

  test('the time of the whole stream is bounded, however busy it is', async () => {
    const startedAt = performance.now();
    const { received, socket } = await open('/short');
    let isClosed = false;
    socket.on('close', () => {
      isClosed = true;
    });
    const from = await server();
    from.write(HEAD);
    const more = setInterval(() => from.write(chunk('data: x\n\n')), 50);
    await until(() => isClosed);
    clearInterval(more);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(received()).not.toContain('\r\n0\r\n\r\n');
  });

  test('a slow client holds the backend up: 200 MB are not taken in for it', async () => {
    const socket = connect(portico.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.write(`GET ${new URL(url('/proxy')).pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
    socket.pause();
    const from = await server();
    from.write('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n');
    const piece = Buffer.alloc(1_000_000);
    let flushed = 0;
    for (let sent = 0; sent < 200; sent++) from.write(piece, () => (flushed += piece.length));
    await sleep(700);
    expect(flushed).toBeLessThan(60_000_000);
    let got = 0;
    socket.on('data', (octets: Buffer) => {
      got += octets.length;
    });
    socket.resume();
    from.end();
    const deadline = performance.now() + 15_000;
    while (got < 200_000_000 && performance.now() < deadline) await sleep(50);
    expect(got).toBeGreaterThan(200_000_000);
    socket.destroy();
  }, 30_000);

  test('more than 10 MB may be streamed', async () => {
    const answer = fetch(url('/proxy'));
    const from = await server();
    from.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), Buffer.alloc(12_000_000)]));
    expect((await (await answer).arrayBuffer()).byteLength).toBe(12_000_000);
  });
});
