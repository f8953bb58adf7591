import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import type { ApiGatewayPorts, ControlPlaneReply } from '@portico/control-plane';
import { handleApiGateway } from '@portico/control-plane';
import type { GatewayPorts } from '@portico/gateway';
import { requestIds } from '@portico/gateway';
import type { OwnedRestApi, Store } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import { Payload } from '@portico/values';
import { newResourceId } from './random-ids.ts';
import { testInvoker } from './test-invoke.ts';

const FOLDER = new URL('../../../conformance/test-invoke/', import.meta.url);
const REQUEST_ID = '11111111-2222-4333-8444-555555555555';
/** 2026-10-21T07:28:00Z. */
const NOW = 1_792_567_680_000;
const DATE = 'Wed Oct 21 07:28:00 UTC 2026 : ';

interface CaseFile {
  readonly paths: unknown;
  readonly components?: unknown;
  readonly cases: readonly Case[];
}

interface Case {
  readonly id: string;
  readonly evidence: 'R' | 'D' | 'K' | 'U';
  readonly paths?: unknown;
  readonly method: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly backend?: Backend;
  readonly deployed?: boolean;
  readonly change?: string;
  readonly expected: {
    readonly status?: number;
    readonly body?: string;
    readonly headers?: readonly string[];
    readonly latency?: number;
    readonly log?: readonly string[];
    readonly lastLine?: string;
    readonly refused?: readonly [code: string, message: string];
  };
}

interface Backend {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly failure?: 'TIMEOUT' | 'BROKEN' | 'NO_CONNECTION';
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const { cases, ...shared }: CaseFile = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  describe(file.replace('.json', ''), () => {
    test('ids are unique, and each case has its evidence', () => {
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      for (const { evidence } of cases) expect(['R', 'D', 'K', 'U']).toContain(evidence);
    });
    for (const own of cases) test(`${own.id} (${own.evidence})`, () => run({ ...shared, ...own }));
  });
}

async function run(one: Case & { readonly components?: unknown }): Promise<void> {
  const control = controlPlane(one.backend ?? {});
  const { paths, components } = one;
  const document = { openapi: '3.0.1', info: { title: 'api', version: '1' }, paths, components, ...VALIDATORS };
  const { id } = json(await control.call('POST', '/restapis?mode=import', document));
  const api = control.store.apis.get(String(id));
  if (api === undefined) throw new Error('not imported');
  if (one.deployed === true) {
    expect((await control.call('POST', `/restapis/${id}/deployments`, {})).status).toBe(201);
  }
  if (one.change !== undefined) await changeTemplate(control.call, api, one.change);
  const [verb = '', path = ''] = one.method.split(' ');
  const reply = await control.call('POST', methodUri(api, path, verb), one.input);
  check(one.expected, reply, String(id));
}

const VALIDATORS = {
  'x-amazon-apigateway-request-validators': {
    body: { validateRequestBody: true, validateRequestParameters: false },
  },
};

function check(expected: Case['expected'], reply: ControlPlaneReply, restApiId: string): void {
  const output = json(reply);
  if (expected.refused !== undefined) {
    const code = reply.headers.find(([name]) => name.toLowerCase() === 'x-amzn-errortype')?.[1];
    expect([String(code), String(output['message'])]).toEqual([...expected.refused]);
    return;
  }
  expect([reply.status, reply.failure]).toEqual([200, undefined]);
  if (expected.status !== undefined) expect(output['status']).toBe(expected.status);
  if (expected.body !== undefined) expect(output['body']).toBe(expected.body);
  if (expected.latency !== undefined) expect(output['latency']).toBe(expected.latency);
  if (expected.headers !== undefined) {
    const headers = Object.entries(output['multiValueHeaders'] as Readonly<Record<string, readonly string[]>>);
    expect(headers.flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))).toEqual([
      ...expected.headers,
    ]);
  }
  const [head, ...lines] = String(output['log']).split('\n');
  expect(head).toBe(`Execution log for request ${REQUEST_ID}`);
  expect(lines.pop()).toBe('');
  for (const line of lines) expect(line).toStartWith(DATE);
  if (expected.lastLine !== undefined) expect(lines.at(-1)?.slice(DATE.length)).toBe(expected.lastLine);
  if (expected.log === undefined) return;
  expect(lines.map((line) => line.slice(DATE.length).replaceAll(restApiId, '{api}'))).toEqual([...expected.log]);
}

function methodUri({ api }: OwnedRestApi, path: string, verb: string): string {
  const resource = api.resources.find((one) => one.path === path);
  return `/restapis/${api.id}/resources/${resource?.id}/methods/${verb}`;
}

type Call = (method: string, target: string, body: unknown) => Promise<ControlPlaneReply>;

async function changeTemplate(call: Call, api: OwnedRestApi, path: string): Promise<void> {
  const value = '{"statusCode": 200, "changed": true}';
  const patch = { op: 'replace', path: '/requestTemplates/application~1json', value };
  const reply = await call('PATCH', `${methodUri(api, path, 'GET')}/integration`, { patchOperations: [patch] });
  expect(reply.status).toBe(200);
}

function controlPlane(backend: Backend): { readonly store: Store; readonly call: Call } {
  const store = createMemoryStore();
  const ports: ApiGatewayPorts = {
    store,
    now: () => NOW,
    newId: newResourceId,
    compile: () => [],
    checkStage: () => [],
    strict: false,
    stageChanged: () => {},
    testInvoke: testInvoker(gatewayPorts(backend), () => requestIds(REQUEST_ID, 'AbCdEfGhIjKlMno=')),
    ...ALLOWED,
  };
  const caller = {
    accountId: '000000000000',
    region: 'us-east-1',
    service: 'apigateway',
    accessKeyId: 'test',
    arn: 'arn:aws:iam::000000000000:root',
  };
  return {
    store,
    call: (method, rawTarget, document) =>
      handleApiGateway(
        { method, rawTarget, headers: [], body: Buffer.from(JSON.stringify(document)), caller, requestId: REQUEST_ID },
        ports,
      ),
  };
}

/** For every operation. */
const ALLOWED = { authorize: () => ({ isAllowed: true }) as const };

/** The integration takes 12 ms. */
function gatewayPorts({ status = 200, headers = {}, body = '{}', failure }: Backend): GatewayPorts {
  let now = NOW;
  const entries = Object.entries({ 'Content-Type': 'application/json', ...headers });
  const named = Object.keys(headers).length === 0 ? entries : Object.entries(headers);
  return {
    sagemaker: {
      invokeEndpoint: () => {
        now += 12;
        return { status, headers: named, body: Payload.fromText(body) };
      },
    },
    awsServices: { send: async () => ({ failure: 'NO_ENDPOINT' }) },
    http: {
      send: async () => {
        now += 12;
        return failure === undefined ? { status, headers: named, body: Buffer.from(body) } : { failure };
      },
      stream: async () => ({ failure: 'NO_CONNECTION' }),
    },
    now: () => now,
    randomHex: (into, at, digits) => void into.fill(0x61, at, at + digits),
    executionLogs: { write: () => {} },
  };
}

function json(reply: ControlPlaneReply): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(reply.body as Uint8Array).toString());
}
