import { describe, expect, test } from 'bun:test';
import type { Received } from '@portico/api-compiler';
import { compileApi, PathAndQuery } from '@portico/api-compiler';
import { Payload } from '@portico/values';
import { deploymentOf, stageOf } from './conformance-case.ts';
import { invoke } from './invoke.ts';
import type { GatewayPorts, RuntimeAnswer } from './ports.ts';
import { requestIds } from './request-ids.ts';
import type { CompiledStage } from './stage.ts';
import { compileStage } from './stage.ts';
import { createStages } from './stages.ts';
import { inOnePiece } from './whole-body.ts';

const SAGEMAKER = {
  type: 'AWS',
  httpMethod: 'POST',
  uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/e/invocations',
} as const;
const ANSWER: RuntimeAnswer = { status: 200, headers: [], body: Payload.fromText('{"a":1.0}') };

describe('what is broken in here', () => {
  test.each<[string, () => RuntimeAnswer | Promise<RuntimeAnswer>]>([
    [
      'an exception',
      () => {
        throw new Error('secret detail');
      },
    ],
    ['a rejection', () => Promise.reject(new Error('secret detail'))],
    ['something that is no Error', () => Promise.reject('secret detail')],
  ])('%s is a 500 whose cause only the log has', async (_, invokeEndpoint) => {
    const lines: string[] = [];
    const reply = await invoke(stageWith({ sagemaker: { invokeEndpoint } }, lines), received('GET', '/'));
    expect([reply.status, reply.body.text()]).toEqual([500, '{"message": "Internal server error"}']);
    expect(JSON.stringify(reply.headers)).not.toContain('secret');
    expect(lines.join('\n')).toContain('secret detail');
    expect(lines.at(-1)).toBe('Method completed with status: 500');
  });
});

test('the answer of an endpoint in this process passes without being printed or parsed', async () => {
  const reply = await invoke(stageWith({ sagemaker: { invokeEndpoint: () => ANSWER } }), received('GET', '/'));
  expect(reply.body).toBe(ANSWER.body);
});

test('a body of a template that is larger than 10 MB is a 500', async () => {
  const body = Payload.fromText('x'.repeat(10_485_761));
  const lines: string[] = [];
  const stage = stageWith({ sagemaker: { invokeEndpoint: () => ({ ...ANSWER, body }) } }, lines);
  expect((await invoke(stage, received('GET', '/'))).status).toBe(500);
  expect(lines).toContain(
    'Execution failed due to configuration error: Integration response of reported length 10485761 is larger than allowed maximum of 10485760 bytes.',
  );
});

test('10 MB pass', async () => {
  const body = Payload.fromText('x'.repeat(10_485_760));
  const stage = stageWith({ sagemaker: { invokeEndpoint: () => ({ ...ANSWER, body }) } });
  expect((await invoke(stage, received('GET', '/'))).status).toBe(200);
});

test('a slow endpoint leaves no timer behind once it has answered', async () => {
  const timers = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  globalThis.setTimeout = ((run: () => void, millis: number) => {
    const timer = set(run, millis);
    timers.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: ReturnType<typeof set>) => {
    timers.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
  try {
    await invoke(stageWith({ sagemaker: { invokeEndpoint: async () => ANSWER } }), received('GET', '/'));
  } finally {
    globalThis.setTimeout = set;
    globalThis.clearTimeout = clear;
  }
  expect(timers.size).toBe(0);
});

test('concurrent requests keep their answers apart', async () => {
  const stage = stageWith({
    sagemaker: {
      async invokeEndpoint({ body }) {
        await Bun.sleep(Math.random() * 5);
        return { ...ANSWER, body };
      },
    },
  });
  const bodies = Array.from({ length: 200 }, (_, at) => `{"n":${at}}`);
  const replies = await Promise.all(bodies.map((body) => invoke(stage, received('POST', '/', body))));
  expect(replies.map((reply) => reply.body.text())).toEqual(bodies);
});

test('stages are found by API and name, replaced as a whole, and leave service', () => {
  const stages = createStages();
  const one = stageWith({});
  stages.put(one);
  expect(stages.get('api1', 'test')).toBe(one);
  expect(stages.get('api1', 'Test')).toBeUndefined();
  const two = stageWith({});
  stages.put(two);
  expect(stages.get('api1', 'test')).toBe(two);
  stages.delete('api1', 'test');
  expect(stages.get('api1', 'test')).toBeUndefined();
  stages.put(one);
  stages.deleteApi('api1');
  expect(stages.get('api1', 'test')).toBeUndefined();
});

function stageWith(ports: Partial<GatewayPorts>, lines: string[] = []): CompiledStage {
  const api = compileApi(deploymentOf({ resources: { '/': { ANY: { integration: SAGEMAKER } } } }));
  const all: GatewayPorts = {
    sagemaker: { invokeEndpoint: () => ANSWER },
    http: inOnePiece(async () => ({ failure: 'NO_CONNECTION' })),
    awsServices: { send: async () => ({ failure: 'NO_ENDPOINT' }) },
    now: () => 0,
    randomHex: (into, at, digits) => void into.fill(0x30, at, at + digits),
    executionLogs: { write: (entry) => lines.push(...entry.lines) },
    ...ports,
  };
  return compileStage(stageOf({}), { accountId: '1', region: 'us-east-1' }, api, all, {
    level: 'INFO',
    dataTrace: false,
  });
}

function received(httpMethod: string, path: string, body = ''): Received {
  return {
    ids: requestIds('11111111-2222-4333-8444-555555555555', 'AbCdEfGhIjKlMno='),
    receivedAtInMillis: 0,
    httpMethod,
    path: `/test${path}`,
    belowStage: PathAndQuery.parse(path),
    headers: [],
    body: Payload.fromText(body),
    sourceIp: '203.0.113.7',
    host: 'gateway.example',
  };
}
