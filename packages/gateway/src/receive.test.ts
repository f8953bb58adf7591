import { expect, test } from 'bun:test';
import { gzipSync } from 'node:zlib';
import { PathAndQuery } from '@portico/api-compiler';
import { decompressed } from './compression.ts';
import { receive } from './receive.ts';
import { requestIds } from './request-ids.ts';

const ADDRESS = { apiId: 'api', stageName: 'test', belowStage: PathAndQuery.parse('/pets/1?a=b') };
const REQUEST = {
  httpMethod: 'POST',
  headers: [['Content-Encoding', 'gzip']] as const,
  host: 'gateway.example',
  sourceIp: '203.0.113.7',
  receivedAtInMillis: 1,
  body: gzipSync('plain'),
};
const drawIds = (named?: string) => requestIds(named ?? 'drawn', 'extended');

test('a request keeps what is made when it is asked for, also where its body is decompressed', () => {
  const received = receive(ADDRESS, { ...REQUEST, rawTarget: '/test/pets/1?a=b' }, drawIds);
  const plain = decompressed(received);
  expect(plain.body.text()).toBe('plain');
  for (const request of [received, plain]) {
    expect(request.path).toBe('/test/pets/1');
    expect(request.requestLine).toEqual({ method: 'POST', target: '/test/pets/1?a=b' });
    expect([request.belowStage.path, request.belowStage.query]).toEqual(['/pets/1', 'a=b']);
  }
});

test('a request that nobody can have signed has no request line, and a custom domain has the path of its own', () => {
  const received = receive({ ...ADDRESS, contextPath: '/v1/pets/1' }, REQUEST, drawIds);
  expect(received.requestLine).toBeUndefined();
  expect(received.path).toBe('/v1/pets/1');
});

test.each([
  ['0f8fad5b-d9cb-469f-a165-70867728950e', '0f8fad5b-d9cb-469f-a165-70867728950e'],
  ['0f8fad5b', 'drawn'],
])('the id %s that the caller names becomes %s', (named, expected) => {
  const received = receive(ADDRESS, { ...REQUEST, headers: [['X-Amzn-RequestId', named]] }, drawIds);
  expect(received.ids.requestId).toBe(expected);
});

test('the verb of the override header counts', () => {
  const received = receive(ADDRESS, { ...REQUEST, headers: [['X-HTTP-Method-Override', ' patch ']] }, drawIds);
  expect(received.httpMethod).toBe('PATCH');
});
