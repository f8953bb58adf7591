import { expect, test } from 'bun:test';
import type { Received } from '@portico/api-compiler';
import { compileApi, PathAndQuery } from '@portico/api-compiler';
import { Payload } from '@portico/values';
import { deploymentOf, stageOf } from './conformance-case.ts';
import { invoke } from './invoke.ts';
import type { GatewayPorts } from './ports.ts';
import { requestIds } from './request-ids.ts';
import { compileStage } from './stage.ts';
import { inOnePiece } from './whole-body.ts';

const GROUP = 'arn:aws:logs:us-east-1:000000000000:log-group:access';

const MOCK = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': 'hello' } }],
} as const;
const BACKEND = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://backend.example/' } as const;

/** What a stage with the format logs for a request. */
async function logged(format: string, target = '/mock', destinationArn = GROUP): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  let clock = 1_790_000_000_100;
  const tick = (): number => {
    clock += 7;
    return clock;
  };
  const ports: GatewayPorts = {
    sagemaker: { invokeEndpoint: () => Promise.reject(new Error('not called')) },
    http: inOnePiece(async () => ({
      status: 404,
      headers: [['x-amzn-RequestId', 'backend-id']],
      body: Buffer.from('not here'),
    })),
    awsServices: { send: async () => ({ failure: 'NO_ENDPOINT' }) },
    now: tick,
    randomHex: (into, at, digits) => void into.fill(0x30, at, at + digits),
    executionLogs: { write: ({ accessLog }) => lines.push(accessLog) },
  };
  const api = compileApi(
    deploymentOf({
      resources: { '/mock': { GET: { integration: MOCK } }, '/backend': { GET: { integration: BACKEND } } },
    }),
  );
  const stage = { ...stageOf({}), accessLogSettings: { destinationArn, format } };
  const reply = await invoke(
    compileStage(stage, { accountId: '000000000000', region: 'us-east-1' }, api, ports, undefined),
    received(target),
  );
  for await (const _ of reply.stream ?? []);
  return lines;
}

function received(path: string): Received {
  return {
    ids: requestIds('11111111-2222-4333-8444-555555555555', 'AbCdEfGhIjKlMno='),
    receivedAtInMillis: 1_790_000_000_000,
    httpMethod: 'GET',
    path: `/test${path}`,
    belowStage: PathAndQuery.parse(path),
    headers: [],
    body: Payload.fromText(''),
    sourceIp: '203.0.113.7',
    host: 'gateway.example',
  };
}

test.each<[string, string, string]>([
  ['$context.requestId $context.status', '/mock', '11111111-2222-4333-8444-555555555555 200'],
  [
    '$context.identity.sourceIp $context.identity.caller $context.identity.user "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength',
    '/mock',
    '203.0.113.7 - - "GET /mock HTTP/1.1" 200 5',
  ],
  [
    '{"stage":"$context.stage","none":"$context.nothing.here","price":"$5"}',
    '/mock',
    '{"stage":"test","none":"-","price":"$5"}',
  ],
  ['$context.identity $context.__proto__ $context.constructor.name', '/mock', '- - -'],
  [
    '$context.integrationStatus $context.integration.latency $context.awsEndpointRequestId',
    '/backend',
    '404 7 backend-id',
  ],
  ['$context.status $context.responseLength $context.extendedRequestId', '/backend', '404 8 AbCdEfGhIjKlMno='],
  [
    '$context.status $context.error.responseType $context.error.message $context.resourcePath $context.integrationStatus',
    '/none',
    '403 MISSING_AUTHENTICATION_TOKEN Missing Authentication Token - -',
  ],
])('%s for %s', async (format, target, line) => {
  expect(await logged(format, target)).toEqual([{ destinationArn: GROUP, line }]);
});

test('times are whole milliseconds', async () => {
  const [entry] = await logged('$context.responseLatency', '/backend');
  expect(Number((entry as { line: string }).line)).toBeGreaterThan(100);
});

test('a line stays one line', async () => {
  expect(await logged('a $context.requestTimeEpoch\r\nb')).toEqual([
    { destinationArn: GROUP, line: 'a 1790000000000 b' },
  ]);
});

test('nothing is sent to a Firehose stream', async () => {
  const firehose = 'arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-x';
  expect(await logged('$context.requestId', '/mock', firehose)).toEqual([]);
});
