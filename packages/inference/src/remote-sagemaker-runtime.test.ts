import { expect, test } from 'bun:test';
import type { RequestListener } from 'node:http';
import { Payload } from '@portico/values';
import { signRequest } from '@portico/wire';
import type { InvokeEndpointRequest, SageMakerRuntime } from './invocation.ts';
import { remoteSageMakerRuntime } from './remote-sagemaker-runtime.ts';
import { ACCOUNT_ID, bodyOf, KEY, listen, pairs, serveRuntime } from './testing/listen.ts';

const failures: unknown[] = [];

function remote(url: URL, timeoutInMillis = 1000): SageMakerRuntime {
  return remoteSageMakerRuntime({
    url,
    sign: (unsigned, region) => signRequest(unsigned, { ...KEY, region, service: 'sagemaker', now: Date.now() }),
    requestId: () => 'local-id',
    reportFailure: (failure) => failures.push(failure),
    timeoutInMillis,
  });
}

const request: InvokeEndpointRequest = {
  endpointName: 'movie-ratings',
  accountId: ACCOUNT_ID,
  region: 'eu-west-1',
  contentType: 'application/json',
  accept: 'application/jsonlines',
  body: Payload.fromText('{"instances":[{"in0":[1]}]}'),
  headers: new Map([
    ['x-amzn-sagemaker-target-variant', 'a'],
    ['x-other', 'x'],
  ]),
};

test('a call arrives as it was made, signed for service sagemaker in its region', async () => {
  const seen: InvokeEndpointRequest[] = [];
  await using server = await serveRuntime({
    invokeEndpoint: (received) => {
      seen.push(received);
      return { status: 200, headers: [], body: Payload.EMPTY };
    },
  });
  const reply = await remote(server.url).invokeEndpoint(request);
  expect(reply).toEqual({ status: 200, headers: [], body: Payload.EMPTY });
  expect(seen).toEqual([
    {
      ...request,
      body: Payload.fromBytes(Buffer.from('{"instances":[{"in0":[1]}]}')),
      headers: new Map([['x-amzn-sagemaker-target-variant', 'a']]),
    },
  ]);
});

test('the address may have a path; only what the operation has is sent', async () => {
  const seen: unknown[] = [];
  await using server = await listen(async (received, response) => {
    const names = pairs(received.rawHeaders).map(([name]) => name.toLowerCase());
    seen.push(received.url, names.filter((name) => name !== 'connection').sort(), (await bodyOf(received)).toString());
    response.end();
  });
  await remote(new URL('/aws/', server.url)).invokeEndpoint(request);
  expect(seen).toEqual([
    '/aws/endpoints/movie-ratings/invocations',
    [
      'accept',
      'authorization',
      'content-length',
      'content-type',
      'host',
      'x-amz-date',
      'x-amzn-sagemaker-target-variant',
    ],
    '{"instances":[{"in0":[1]}]}',
  ]);
});

test('status, body and the headers of the service come back as they are, also of an error', async () => {
  await using server = await listen((_request, response) => {
    const headers = [
      ...['Content-Type', 'application/json', 'x-amzn-ErrorType', 'ModelError', 'Date', 'today', 'Server', 'x'],
      ...['x-Amzn-Invoked-Production-Variant', 'a', 'x-amzn-RequestId', 'remote-id', 'Set-Cookie', 'c'],
    ];
    response.writeHead(424, headers).end(Buffer.from([0x7b, 0xff, 0x7d]));
  });
  expect(await remote(server.url).invokeEndpoint(request)).toEqual({
    status: 424,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', 'ModelError'],
      ['x-Amzn-Invoked-Production-Variant', 'a'],
      ['x-amzn-RequestId', 'remote-id'],
    ],
    body: Payload.fromBytes(Buffer.from([0x7b, 0xff, 0x7d])),
  });
});

test.each<readonly [string, RequestListener]>([
  ['a reset', (received) => void received.socket.destroy()],
  ['no answer in time', () => {}],
])('%s is InternalDependencyException', async (_what, handler) => {
  await using server = await listen(handler);
  const reply = await remote(server.url, 150).invokeEndpoint(request);
  expect(reply.status).toBe(530);
  expect(reply.headers).toContainEqual(['x-amzn-ErrorType', 'InternalDependencyException']);
  expect(JSON.parse(reply.body.text())).toEqual({
    Message: `SageMaker Runtime at ${server.url.host} gave no answer.`,
  });
});

test('nobody there is ServiceUnavailable', async () => {
  const server = await listen(() => {});
  await server[Symbol.asyncDispose]();
  const reply = await remote(server.url).invokeEndpoint(request);
  expect(reply.status).toBe(503);
  expect(reply.headers).toContainEqual(['x-amzn-ErrorType', 'ServiceUnavailable']);
});

test.each([
  [{ endpointName: '../../sts' }],
  [{ contentType: 'a\r\nX-Evil: 1' }],
  [{ headers: new Map([['x-amzn-sagemaker-custom-attributes', 'ü']]) }],
])('%o never leaves: ValidationError', async (changes) => {
  const reply = await remote(new URL('http://127.0.0.1:1')).invokeEndpoint({ ...request, ...changes });
  expect(reply.status).toBe(400);
  expect(reply.headers).toContainEqual(['x-amzn-ErrorType', 'ValidationError']);
});

test('a signer that throws is InternalFailure', async () => {
  const broken = new Error('no key');
  failures.length = 0;
  const runtime = remoteSageMakerRuntime({
    url: new URL('http://127.0.0.1:1'),
    sign: () => {
      throw broken;
    },
    requestId: () => 'local-id',
    reportFailure: (failure) => failures.push(failure),
  });
  const reply = await runtime.invokeEndpoint(request);
  expect([reply.status, failures]).toEqual([500, [broken]]);
});
