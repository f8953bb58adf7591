import { expect, test } from 'bun:test';
import { Payload } from '@portico/values';
import type { RuntimeHttpRequest } from './handle-invoke-endpoint.ts';
import { handleInvokeEndpoint } from './handle-invoke-endpoint.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest } from './invocation.ts';

const answered: InvokeEndpointReply = { status: 200, headers: [], body: Payload.EMPTY };

function handle(changes: Partial<RuntimeHttpRequest>): { reply: unknown; seen: readonly InvokeEndpointRequest[] } {
  const seen: InvokeEndpointRequest[] = [];
  const runtime = {
    invokeEndpoint: (request: InvokeEndpointRequest) => {
      seen.push(request);
      return answered;
    },
  };
  const request = {
    method: 'POST',
    rawPath: '/endpoints/movie-ratings/invocations',
    headers: [],
    body: Buffer.from('x'),
    accountId: '000000000000',
    region: 'eu-west-1',
    ...changes,
  };
  return { reply: handleInvokeEndpoint(runtime, request, () => 'id-1'), seen };
}

test('the request of the operation is made of path, headers and body', () => {
  const body = Buffer.from([0xff, 0x00]);
  const { reply, seen } = handle({
    body,
    headers: [
      ['Host', 'localhost'],
      ['content-TYPE', 'text/csv'],
      ['Accept', 'application/json'],
      ['X-Amzn-SageMaker-Target-Variant', 'a'],
      ['x-amzn-sagemaker-TARGET-variant', 'b'],
      ['Content-Type', 'text/plain'],
      ['X-Amzn-Trace-Id', 'Root=1'],
      ['Authorization', 'AWS4-HMAC-SHA256 ...'],
    ],
  });
  expect(reply).toBe(answered);
  expect(seen).toEqual([
    {
      endpointName: 'movie-ratings',
      accountId: '000000000000',
      region: 'eu-west-1',
      contentType: 'text/csv',
      accept: 'application/json',
      headers: new Map([['x-amzn-sagemaker-target-variant', 'a']]),
      body: Payload.fromBytes(body),
    },
  ]);
});

test.each([
  ['/endpoints/a/invocations', 'a'],
  ['/endpoints/a%2Db/invocations', 'a-b'],
  ['/endpoints/a%20b%2Fc/invocations', 'a b/c'],
  ['/endpoints/a/invocations?x=1', 'a'],
])('%s names endpoint %p', (rawPath, name) => {
  expect(handle({ rawPath }).seen.map(({ endpointName }) => endpointName)).toEqual([name]);
});

test.each([
  ['GET', '/endpoints/a/invocations'],
  ['POST', '/endpoints/a/invocations/'],
  ['POST', '/endpoints/a/async-invocations'],
  ['POST', '/endpoints//invocations'],
  ['POST', '/endpoints/a/b/invocations'],
  ['POST', '/endpoints/%ff/invocations'],
  ['POST', '/endpoints/a?/invocations'],
  ['POST', '/v1/endpoints/a/invocations'],
])('%s %s is no operation', (method, rawPath) => {
  const { reply, seen } = handle({ method, rawPath });
  expect(seen).toEqual([]);
  expect(reply).toMatchObject({
    status: 404,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', 'UnknownOperationException'],
      ['x-amzn-RequestId', 'id-1'],
    ],
  });
});
