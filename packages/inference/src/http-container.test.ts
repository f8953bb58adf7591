import { expect, test } from 'bun:test';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Payload } from '@portico/values';
import type { ContainerAnswer } from './container.ts';
import { httpContainer } from './http-container.ts';
import { bodyOf, listen, pairs } from './testing/listen.ts';

const body = Payload.fromText('{"instances":[]}');

test('sends body and headers to /invocations below its address, and gives back the answer', async () => {
  const seen: unknown[] = [];
  await using server = await listen(async (request, response) => {
    const headers = pairs(request.rawHeaders).filter(([name]) => !/^(host|connection|user-agent)$/i.test(name));
    seen.push([request.method, request.url, headers, (await bodyOf(request)).toString()]);
    response.writeHead(200, { 'Content-Type': 'text/csv', 'X-Amzn-SageMaker-Custom-Attributes': 'b=2' }).end('1,2\n');
  });
  const container = httpContainer({ url: new URL('/v1/', server.url) });
  const sent = { contentType: 'application/json', accept: 'text/csv', customAttributes: 'a=1', body };
  expect(await container.invoke(sent)).toEqual({
    status: 200,
    contentType: 'text/csv',
    customAttributes: 'b=2',
    body: Payload.fromBytes(Buffer.from('1,2\n')),
  });
  expect(seen).toEqual([
    [
      'POST',
      '/v1/invocations',
      [
        ['Content-Type', 'application/json'],
        ['Accept', 'text/csv'],
        ['X-Amzn-SageMaker-Custom-Attributes', 'a=1'],
        ['Content-Length', '16'],
      ],
      '{"instances":[]}',
    ],
  ]);
});

test('an error of the container is an answer', async () => {
  await using server = await listen((_request, response) => void response.writeHead(400).end('bad ids'));
  const reply = (await httpContainer({ url: server.url }).invoke({ body })) as ContainerAnswer;
  expect([reply.status, reply.body.text()]).toEqual([400, 'bad ids']);
});

test('connections are kept open', async () => {
  const sockets = new Set<unknown>();
  await using server = await listen((request, response) => {
    sockets.add(request.socket);
    response.end('x');
  });
  const container = httpContainer({ url: server.url });
  for (let i = 0; i < 5; i++) await container.invoke({ body });
  expect(sockets.size).toBe(1);
});

test.each<readonly [string, RequestListener, unknown]>([
  ['no answer in time', () => {}, { failure: 'TIMEOUT' }],
  ['an answer that starts and does not end', (_request, response) => void response.write('x'), { failure: 'TIMEOUT' }],
  ['a reset', (request) => void request.socket.destroy(), { failure: 'NO_RESPONSE' }],
  [
    'an answer that is cut off',
    (_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('x', () => response.socket?.destroy());
    },
    { failure: 'NO_RESPONSE' },
  ],
  [
    'an answer over the limit',
    (_request, response) => void response.writeHead(503).end('x'.repeat(1001)),
    { failure: 'RESPONSE_TOO_LARGE', status: 503 },
  ],
])('%s', async (_what, handler, failure) => {
  await using server = await listen(handler);
  const container = httpContainer({ url: server.url, timeoutInMillis: 150, maxResponseBytes: 1000 });
  expect(await container.invoke({ body })).toEqual(failure as ContainerAnswer);
});

test('an answer of exactly the limit is read', async () => {
  await using server = await listen((_request, response) => void response.end('x'.repeat(1000)));
  const reply = await httpContainer({ url: server.url, maxResponseBytes: 1000 }).invoke({ body });
  expect((reply as ContainerAnswer).body.bytes().length).toBe(1000);
});

test('nobody there, or somebody who does not speak HTTP', async () => {
  const server = createServer((socket) => void socket.write('hello\r\n', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const container = httpContainer({ url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) });
  expect(await container.invoke({ body })).toEqual({ failure: 'NO_RESPONSE' });
  await new Promise((resolve) => server.close(resolve));
  expect(await container.invoke({ body })).toEqual({ failure: 'NO_RESPONSE' });
  expect(await container.ping()).toBe(false);
});

test.each([
  [200, true],
  [204, false],
  [503, false],
])('a ping that answers %d: ready %p', async (status, ready) => {
  const seen: unknown[] = [];
  await using server = await listen((request, response) => {
    seen.push([request.method, request.url]);
    response.writeHead(status).end();
  });
  expect(await httpContainer({ url: server.url }).ping()).toBe(ready);
  expect(seen).toEqual([['GET', '/ping']]);
});

test('an address that is not HTTP is refused', () => {
  expect(() => httpContainer({ url: new URL('ftp://models') })).toThrow(RangeError);
});
