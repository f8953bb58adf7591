import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { connect } from 'node:net';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico } from './portico.ts';
import { countAnswers, rawExchange, statusOf } from './raw-http.ts';

let portico: Portico;
beforeAll(async () => {
  portico = await startPortico();
}, 30_000);
afterAll(cleanUp, 30_000);

const TARGET = '/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101';
const GET = `GET ${TARGET} HTTP/1.1\r\nHost: x\r\n`;
const POST = 'POST /restapis/ratings/test/_user_request_/movies HTTP/1.1\r\nHost: x\r\n';

describe('malformed requests are refused, and nothing after them is answered', () => {
  test.each([
    ['two Hosts', `${GET}Host: y\r\n\r\n`],
    ['two Content-Lengths', `${POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`],
    ['differing Content-Lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['Content-Length and Transfer-Encoding', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a signed Content-Length', `${POST}Content-Length: +2\r\n\r\n{}`],
    ['an unknown transfer coding', `${POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['a bad chunk size', `${POST}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`],
    ['a folded header', `${GET}A: b\r\n c\r\n\r\n`],
    ['a space before the colon', `${GET}A : b\r\n\r\n`],
    ['a bare CR in a header', `${GET}A: b\rc\r\n\r\n`],
    ['a NUL in a header', `${GET}A: b\0c\r\n\r\n`],
    ['no Host', `GET ${TARGET} HTTP/1.1\r\n\r\n`],
    ['headers beyond the limit', `${GET}A: ${'a'.repeat(40_000)}\r\n\r\n`],
    ['a method that is no token', `GE(T ${TARGET} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['what is not HTTP', 'hello\r\n\r\n'],
  ])('%s', async (_name, request) => {
    const answer = await rawExchange(portico.port, [`${request}GET /_portico/health HTTP/1.1\r\nHost: x\r\n\r\n`]);
    const status = statusOf(answer);
    expect(status === undefined || (status >= 400 && status < 600)).toBe(true);
    expect(answer).not.toContain('"status":"ok"');
    expect((await fetch(`${portico.url}/_portico/health`)).status).toBe(200);
  });
});

test('pipelined requests are answered in order on one connection', async () => {
  const paths = [101, 131, 162].map((item) => `GET ${TARGET.replace('101', String(item))} HTTP/1.1\r\nHost: x\r\n`);
  const answer = await rawExchange(portico.port, [
    `${paths[0]}\r\n${paths[1]}\r\n${paths[2]}Connection: close\r\n\r\n`,
  ]);
  expect(countAnswers(answer)).toBe(3);
  const bodies = [...answer.matchAll(/\{"ratings":\[[^\]]*\]\}/g)].map(([body]) => body);
  const expected: string[] = [];
  for (const item of [101, 131, 162]) {
    expected.push(await (await fetch(`${portico.url}${TARGET.replace('101', String(item))}`)).text());
  }
  expect(bodies).toEqual(expected);
});

test('a keep-alive connection serves request after request', async () => {
  const socket = connect(portico.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  for (let at = 1; at <= 50; at++) {
    socket.write(`${GET}\r\n`);
    const deadline = Date.now() + 3000;
    while (countAnswers(text) < at && Date.now() < deadline) await Bun.sleep(2);
    expect(countAnswers(text)).toBe(at);
  }
  socket.destroy();
});

test('a request that comes byte by byte is answered', async () => {
  const socket = connect(portico.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  for (const byte of `${GET}Connection: close\r\n\r\n`) {
    socket.write(byte);
    await Bun.sleep(0);
  }
  await new Promise((resolve) => socket.once('close', resolve));
  expect(statusOf(text)).toBe(200);
}, 30_000);

test('slow clients do not keep others waiting, and are cut off', async () => {
  const slow = Array.from({ length: 200 }, () => connect(portico.port, '127.0.0.1'));
  const closed = slow.map(
    (socket) =>
      new Promise<void>((resolve) =>
        socket
          .on('error', () => {})
          .once('close', () => resolve())
          .resume(),
      ),
  );
  for (const socket of slow) socket.write(GET);
  const started = performance.now();
  const answer = await fetch(`${portico.url}${TARGET}`);
  expect(answer.status).toBe(200);
  expect(performance.now() - started).toBeLessThan(5000);
  await Promise.all(closed);
}, 30_000);

test('a body over 10 MB is 413, declared or not', async () => {
  const big = new Uint8Array(10_485_761);
  const declared = await fetch(`${portico.url}/restapis/ratings/test/_user_request_/movies`, {
    method: 'POST',
    body: big,
  });
  expect(declared.status).toBe(413);
  expect(await declared.json()).toEqual({ message: 'Request Too Long' });
  const head = `${POST}Transfer-Encoding: chunked\r\n\r\n`;
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  const answer = await rawExchange(portico.port, [head, ...Array.from({ length: 11 }, () => chunk)], 5000).catch(
    () => '',
  );
  expect(answer === '' || statusOf(answer) === 413).toBe(true);
  expect((await fetch(`${portico.url}/_portico/health`)).status).toBe(200);
});

test('clients that hang up in the middle of a body leave nothing behind', async () => {
  for (let at = 0; at < 50; at++) {
    const socket = connect(portico.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`${POST}Content-Length: 1000\r\n\r\n{"a":`);
    await Bun.sleep(1);
    socket.destroy();
  }
  expect((await fetch(`${portico.url}/_portico/health`)).status).toBe(200);
});
