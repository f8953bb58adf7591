import { type CompiledApi, compileApi, lastHeader, PathAndQuery } from '@portico/api-compiler';
import { type Diagnostic, GatewayFault, importOpenApi, type Stage } from '@portico/api-model';
import type { GatewayPorts, HttpClient } from '@portico/gateway';
import { allHeaders, compileStage, inOnePiece, invoke, receive, requestIds, wholeBody } from '@portico/gateway';
import { Payload } from '@portico/values';
import type { CoverageRecorder } from '../template-coverage/coverage-recorder.ts';
import { templateLines } from '../template-coverage/template-lines.ts';
import type { ApiRequest, ApiTest } from '../test-file/test-case.ts';

/** What a request through an API came to. */
export interface ApiOutcome {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** Why the gateway itself answered. */
  readonly fault?: GatewayFault;
  /** What the backend was asked; absent when it was not. */
  readonly backendRequest?: BackendRequest;
}

export interface BackendRequest {
  readonly method: string;
  /** Of an HTTP backend. */
  readonly url?: string;
  /** Of a SageMaker endpoint. */
  readonly endpoint?: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** An API that runs as the gateway runs it, in memory: import, compilation and pipeline are the real ones, backends are tables. */
export interface TestedApi {
  /** Errors mean that it cannot be run. */
  readonly diagnostics: readonly Diagnostic[];
  invoke(test: Pick<ApiTest, 'request' | 'backend' | 'stageVariables'>): Promise<ApiOutcome>;
}

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
const STAGE = 'test';

export function testedApi(file: string, text: string, coverage: CoverageRecorder | undefined): TestedApi {
  let ids = 0;
  const imported = importOpenApi(text, {
    apiId: 'api',
    ids: () => `r${ids++}`,
    aws: { accountId: ACCOUNT, region: REGION, partition: 'aws' },
  });
  if (imported.api === undefined) return { diagnostics: imported.diagnostics, invoke: refuse };
  const linesOf = coverage === undefined ? undefined : templateLines(text);
  const deployment = { id: 'deployment', createdDate: 0, api: { ...imported.api, createdDate: 0 } };
  const compiled = compileApi(deployment, (part, source) =>
    coverage?.observer({ file, part, source, lineOffset: linesOf?.get(source) }),
  );
  const diagnostics = [...imported.diagnostics, ...compiled.diagnostics];
  return { diagnostics, invoke: (test) => invokeOnce(compiled, test) };
}

function refuse(): never {
  throw new Error('an API with errors does not run');
}

async function invokeOnce(
  compiled: CompiledApi,
  { request, backend, stageVariables }: Pick<ApiTest, 'request' | 'backend' | 'stageVariables'>,
): Promise<ApiOutcome> {
  let fault: GatewayFault | undefined;
  let asked: BackendRequest | undefined;
  const api: CompiledApi = {
    ...compiled,
    gatewayResponse(thrown, scope) {
      fault = thrown;
      return compiled.gatewayResponse(thrown, scope);
    },
  };
  const ports = memoryPorts(backend, (request) => {
    asked = request;
  });
  const stage = compileStage(stageOf(stageVariables), { accountId: ACCOUNT, region: REGION }, api, ports, undefined);
  const reply = await invoke(stage, received(request));
  return {
    status: reply.status,
    headers: allHeaders(reply),
    body: (await wholeBody(reply)).text(),
    ...(fault === undefined ? {} : { fault }),
    ...(asked === undefined ? {} : { backendRequest: asked }),
  };
}

function received({ method, path, rawQuery, headers, body }: ApiRequest): ReturnType<typeof receive> {
  const host = lastHeader(headers, 'host') ?? 'api.execute-api.us-east-1.amazonaws.com';
  return receive(
    { apiId: 'api', stageName: STAGE, belowStage: PathAndQuery.of(path, rawQuery) },
    {
      httpMethod: method,
      headers: lastHeader(headers, 'host') === undefined ? [['Host', host], ...headers] : headers,
      host,
      sourceIp: '203.0.113.1',
      receivedAtInMillis: NOW,
      body: Buffer.from(body),
      rawTarget: path,
    },
    () => requestIds('c6af9ac6-7b61-11e6-9a41-93e8deadbeef', 'YxKvQHGnoAMFyzA='),
  );
}

/** 2026-10-21T07:28:00Z, so that tests answer the same tomorrow. */
const NOW = 1_792_567_680_000;

function stageOf(variables: Readonly<Record<string, string>>): Stage {
  return {
    restApiId: 'api',
    stageName: STAGE,
    deploymentId: 'deployment',
    createdDate: 0,
    lastUpdatedDate: 0,
    variables,
    methodSettings: {},
    cacheClusterEnabled: false,
    tracingEnabled: false,
    tags: {},
  };
}

/** No network: remembers what is asked, and answers what the test says. */
function memoryPorts(backend: ApiTest['backend'], remember: (request: BackendRequest) => void): GatewayPorts {
  const answer = backend === undefined || 'failure' in backend ? NO_ANSWER : backend;
  const failure = backend !== undefined && 'failure' in backend ? backend.failure : undefined;
  const send: HttpClient['send'] = async ({ body, ...call }) => {
    const { url, httpMethod } = call;
    const port = url.port === '' ? '' : `:${url.port}`;
    remember({
      method: httpMethod,
      url: `${url.protocol}//${url.hostname}${port}${url.target}`,
      headers: allHeaders(call),
      body: body === undefined ? '' : Buffer.from(body).toString('utf8'),
    });
    if (failure !== undefined) return { failure: HTTP_FAILURES[failure] };
    return { status: answer.status, headers: answer.headers, body: Buffer.from(answer.body) };
  };
  return {
    sagemaker: {
      invokeEndpoint({ endpointName, contentType, accept, headers, body }) {
        const sent: [string, string][] = [...headers];
        if (contentType !== undefined) sent.push(['Content-Type', contentType]);
        if (accept !== undefined) sent.push(['Accept', accept]);
        remember({ method: 'POST', endpoint: endpointName, headers: sent, body: body.text() });
        if (failure === 'timeout') throw fault('INTEGRATION_TIMEOUT', 'Execution failed due to a timeout error');
        if (failure !== undefined)
          throw fault('INTEGRATION_FAILURE', 'Execution failed due to a network error communicating with endpoint');
        return { status: answer.status, headers: answer.headers, body: Payload.fromText(answer.body) };
      },
    },
    http: inOnePiece(send),
    awsServices: {
      send: ({ service, region, target, ...call }) =>
        send({
          ...call,
          url: { protocol: 'https:', hostname: `${service}.${region}.amazonaws.com`, port: '', target },
          insecureSkipVerification: false,
        }),
    },
    // A test of an API asks for no authorization, as TestInvokeMethod does not.
    callers: {
      admit: () => ({ accessKey: null, accountId: null, caller: null, user: null, userArn: null }),
      refuse: () => undefined,
    },
    now: () => NOW,
    randomHex: (into, at, digits) => void into.fill(0x30, at, at + digits),
    executionLogs: { write: () => undefined },
  };
}

const NO_ANSWER = { status: 200, headers: [['Content-Type', 'application/json']] as const, body: '{}' };
const HTTP_FAILURES = { timeout: 'TIMEOUT', network: 'BROKEN', 'no-connection': 'NO_CONNECTION' } as const;

function fault(type: 'INTEGRATION_TIMEOUT' | 'INTEGRATION_FAILURE', reason: string): GatewayFault {
  return new GatewayFault(type, { reason });
}
