import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync, inflateSync } from 'node:zlib';
import { compileApi, lastHeader, type Reply } from '@portico/api-compiler';
import { Payload } from '@portico/values';
import { allHeaders } from './all-headers.ts';
import type { BackendData, Body, CaseFile, InvokeCase, Outbound } from './conformance-case.ts';
import { bytesOf, deploymentOf, headerEntries, stageOf } from './conformance-case.ts';
import { invoke } from './invoke.ts';
import type { BodyFailure, GatewayPorts, HttpClient } from './ports.ts';
import { receive } from './receive.ts';
import { requestIds } from './request-ids.ts';
import { compileStage } from './stage.ts';
import { stageAddress } from './url-forms.ts';
import { inOnePiece } from './whole-body.ts';

const FOLDER = new URL('../../../conformance/invoke/', import.meta.url);
const REQUEST_ID = '11111111-2222-4333-8444-555555555555';
const EXTENDED_REQUEST_ID = 'AbCdEfGhIjKlMno=';
/** 2026-10-21T07:28:00Z. */
const NOW = 1_792_567_680_000;

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const { section, api, stage, cases }: CaseFile = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  describe(file.replace('.json', ''), () => {
    test('ids are unique, and each case has its evidence', () => {
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      for (const { evidence } of cases) expect(['R', 'D', 'K', 'U']).toContain(evidence);
    });
    for (const own of cases) {
      const name = `${own.id} (${own.section ?? section}, ${own.evidence})`;
      test(name, () => run({ ...own, api: own.api ?? api ?? {}, stage: own.stage ?? stage ?? {} }));
    }
  });
}

async function run(one: InvokeCase): Promise<void> {
  const deployment = deploymentOf(one.api ?? {});
  const compiled = compileApi(deployment);
  const codes = (severity: string) => compiled.diagnostics.filter((d) => d.severity === severity).map((d) => d.code);
  expect(codes('error')).toEqual([...(one.refused ?? [])]);
  if (one.refused !== undefined) return;
  if (one.warns !== undefined) expect(codes('warning')).toEqual([...one.warns]);

  const recorded: Recorded = { outbound: null, lines: [] };
  const logging = one.stage?.logging === undefined ? 'INFO' : one.stage.logging;
  const stage = compileStage(
    stageOf(one.stage ?? {}),
    { accountId: '123456789012', region: 'us-east-1' },
    compiled,
    recordingPorts(one.backend ?? {}, recorded),
    logging === null ? undefined : { level: logging, dataTrace: true },
  );
  const { line = 'GET /', headers = {}, body = '', host = 'gateway.example', target } = requestOf(one);
  const [httpMethod = 'GET', below = '/'] = line.split(/ (.*)/s);
  const named = lastHeader(headerEntries(headers), 'x-apigw-api-id');
  const address = stageAddress(host, target ?? `/restapis/api1/test/_user_request_${below}`, named);
  if (address === undefined) throw new Error(`no address in ${target}`);
  expect([address.apiId, address.stageName]).toEqual(['api1', 'test']);
  const received = receive(
    address,
    {
      httpMethod,
      headers: headerEntries(headers),
      host,
      sourceIp: '203.0.113.7',
      receivedAtInMillis: NOW,
      body: bytesOf(body),
    },
    (named) => requestIds(named ?? REQUEST_ID, EXTENDED_REQUEST_ID),
  );
  check(one, await streamed(await invoke(stage, received)), recorded);
}

/** A reply with its stream read; what breaks it is seen in `pieces`. */
async function streamed(reply: Reply): Promise<StreamedReply> {
  if (reply.stream === undefined) return reply;
  const pieces: string[] = [];
  try {
    for await (const piece of reply.stream) pieces.push(Buffer.from(piece).toString());
  } catch (thrown) {
    pieces.push(`<${String(thrown)}>`);
  }
  return { ...reply, body: Payload.fromText(pieces.join('')), pieces };
}

function decoded({ headers, body }: Reply): string {
  const decode = lastHeader(headers, 'content-encoding') === 'gzip' ? gunzipSync : inflateSync;
  return decode(body.bytes()).toString();
}

interface StreamedReply extends Reply {
  readonly pieces?: readonly string[];
}

interface Recorded {
  outbound: Outbound | null;
  lines: readonly string[];
}

function check({ expected = {} }: InvokeCase, reply: StreamedReply, recorded: Recorded): void {
  if (expected.status !== undefined) expect(reply.status).toBe(expected.status);
  if (typeof expected.body === 'string') expect(reply.body.text()).toBe(expected.body);
  else if (expected.body !== undefined) expect(base64(reply.body.bytes())).toEqual(expected.body);
  if (expected.decoded !== undefined) expect(decoded(reply)).toBe(expected.decoded);
  if (expected.pieces !== undefined) expect(reply.pieces).toEqual(expected.pieces);
  if (expected.json !== undefined) expect(JSON.parse(reply.body.text())).toEqual(expected.json);
  const headers = allHeaders(reply);
  checkHeaders(expected, headers);
  if (expected.outbound !== undefined) checkOutbound(expected.outbound, recorded.outbound);
  if (expected.log !== undefined) expect(recorded.lines).toEqual(expected.log);
  for (const line of expected.logHas ?? []) expect(recorded.lines).toContain(line);
  for (const [name, value] of headers) expect(`${name}${value}`).not.toMatch(/[\r\n\0]/);
  for (const [name, value] of headerEntries(recorded.outbound?.headers ?? {}))
    expect(`${name}${value}`).not.toMatch(/[\r\n\0]/);
}

type Headers = readonly (readonly [string, string])[];

function checkHeaders(
  expected: { readonly headers?: InvokeHeaders; readonly headerLines?: readonly string[] },
  actual: Headers,
): void {
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const values = actual.filter(([known]) => known.toLowerCase() === name.toLowerCase()).map(([, text]) => text);
    expect([name, values.length === 0 ? null : values.join(' | ')]).toEqual([name, value]);
  }
  if (expected.headerLines !== undefined) {
    expect(actual.map(([name, value]) => `${name}: ${value}`)).toEqual([...expected.headerLines]);
  }
}

type InvokeHeaders = Readonly<Record<string, string | null>>;

function checkOutbound(expected: NonNullable<InvokeCase['expected']>['outbound'], actual: Outbound | null): void {
  if (expected === null || expected === undefined || actual === null) {
    expect(actual as unknown).toBe(expected ?? null);
    return;
  }
  const { headers, headerLines, ...facts } = expected;
  expect(actual).toMatchObject(facts);
  checkHeaders(
    { ...(headers === undefined ? {} : { headers }), ...(headerLines === undefined ? {} : { headerLines }) },
    actual.headers ?? [],
  );
}

function requestOf({ request = 'GET /' }: InvokeCase): Exclude<NonNullable<InvokeCase['request']>, string> {
  return typeof request === 'string' ? { line: request } : request;
}

/** In place of the network and of SageMaker: remembers what it was asked, answers what the case says. */
function recordingPorts(backend: BackendData, recorded: Recorded): GatewayPorts {
  const status = backend.status ?? 200;
  const headers = headerEntries(backend.headers ?? { 'Content-Type': 'application/json' });
  const body = bytesOf(backend.body ?? '{}');
  const send: HttpClient['send'] = async ({ body: sentBody, ...call }) => {
    const { url, httpMethod } = call;
    const port = url.port === '' ? '' : `:${url.port}`;
    recorded.outbound = {
      method: httpMethod,
      url: `${url.protocol}//${url.hostname}${port}${url.target}`,
      headers: allHeaders(call),
      body: sentBody === undefined ? null : textOrBase64(Payload.fromBytes(sentBody)),
    };
    if (backend.failure === undefined) return { status, headers, body };
    if (backend.failure !== 'RESPONSE_TOO_LARGE') return { failure: backend.failure };
    return { failure: backend.failure, status, reportedLength: backend.reportedLength ?? 10_485_761 };
  };
  return {
    sagemaker: {
      invokeEndpoint(request) {
        recorded.outbound = {
          endpoint: request.endpointName,
          region: request.region,
          contentType: request.contentType ?? null,
          accept: request.accept ?? null,
          controls: Object.fromEntries(request.headers),
          body: textOrBase64(request.body),
        };
        const answer = { status, headers, body: Payload.fromBytes(body) };
        if (backend.failure === 'TIMEOUT') return new Promise(() => undefined);
        return backend.isRemote === true ? Promise.resolve(answer) : answer;
      },
    },
    http: {
      ...inOnePiece(send),
      async stream(call) {
        const outcome = await send(call);
        if ('failure' in outcome) return outcome;
        return { ...outcome, body: brokenStream(backend.pieces?.map(bytesOf) ?? [body], backend.breaks) };
      },
    },
    awsServices: {
      send({ service, region, credentials, target, ...call }) {
        const url = { protocol: 'https:', hostname: `${service}.${region}.amazonaws.com`, port: '', target } as const;
        const outcome = send({ ...call, url, insecureSkipVerification: false });
        recorded.outbound = { ...recorded.outbound, credentials: credentials ?? null };
        if (backend.service !== undefined) return Promise.resolve({ failure: backend.service });
        return outcome;
      },
    },
    now: () => NOW,
    randomHex: (into, at, digits) => void into.fill(0x61, at, at + digits),
    executionLogs: {
      write({ lines }) {
        recorded.lines = lines;
      },
    },
  };
}

/** The pieces, and then, if it breaks, what the HTTP client throws. */
async function* brokenStream(pieces: readonly Uint8Array[], reason?: BodyFailure): AsyncGenerator<Uint8Array> {
  yield* pieces;
  if (reason !== undefined) throw Object.assign(new Error('broken'), { reason });
}

function textOrBase64(body: Payload): Body {
  return body.isText() ? body.text() : base64(body.bytes());
}

function base64(bytes: Uint8Array): Body {
  return { base64: Buffer.from(bytes).toString('base64') };
}
