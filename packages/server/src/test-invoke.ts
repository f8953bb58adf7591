import type { Received, Reply, RequestIds } from '@portico/api-compiler';
import { compileApi, PathAndQuery } from '@portico/api-compiler';
import type { Deployment, Diagnostic, RestApi } from '@portico/api-model';
import type { TestInvocation, TestInvocationOutcome } from '@portico/control-plane';
import { newStage } from '@portico/control-plane';
import type { GatewayPorts } from '@portico/gateway';
import { allHeaders, compileStage, drawRequestIds, invoke, MAX_PAYLOAD_BYTES } from '@portico/gateway';
import { Payload } from '@portico/values';
import { randomTexts } from './random-ids.ts';

/**
 * TestInvokeMethod: the method as it stands in the working copy, compiled as a deployment compiles it, through the pipeline of every
 * request. Its log is at level INFO with data trace (spec: control plane, section 7; data plane, section 18.2).
 */
export function testInvoker(
  ports: GatewayPorts,
  drawIds: () => RequestIds = () => drawRequestIds(randomTexts),
): (invocation: TestInvocation) => Promise<TestInvocationOutcome> {
  return async (invocation) => {
    const api = compileApi(methodAlone(invocation));
    const errors = api.diagnostics.filter(({ severity }) => severity === 'error');
    const route = api.routes.find(invocation.httpMethod, PathAndQuery.parse(invocation.resourcePath));
    if (errors.length > 0 || route === undefined) return { refused: errors };

    const started = ports.now();
    const received = receivedFrom(invocation, started, drawIds());
    const lines: string[] = [];
    const stage = compileStage(
      { ...newStage(api.apiId, STAGE, NO_DEPLOYMENT), variables: invocation.stageVariables },
      invocation.owner,
      // Where no path fits the resource, the method runs all the same.
      {
        ...api,
        routes: { find: () => ({ ...route, pathParameters: new Map(Object.entries(invocation.pathParameters)) }) },
      },
      { ...ports, executionLogs: { write: (entry) => lines.push(...entry.lines) } },
      { level: 'INFO', dataTrace: true },
    );
    const reply = await invoke(stage, received);
    const body = await bodyOf(reply);
    const ended = ports.now();
    return {
      status: reply.status,
      headers: headersOf(reply),
      body,
      log: logText(received.ids.requestId, lines, started, ended, ownLines(invocation, api.diagnostics)),
      latencyInMillis: Math.round(ended - started),
    };
  };
}

/** What the service calls the stage of a test. */
const STAGE = 'test-invoke-stage';
const NO_DEPLOYMENT = { id: 'test-invoke', createdDate: 0 };

/** The API with nothing in it but the method, and nothing before it: a test asks for no authorization, key or policy. */
function methodAlone({ api, resourceId, method }: TestInvocation): Deployment {
  const { policy: _, minimumCompressionSize: __, ...rest } = api;
  const alone: RestApi = {
    ...rest,
    endpointTypes: api.endpointTypes.filter((type) => type !== 'PRIVATE'),
    resources: api.resources
      .filter(({ id }) => id === resourceId)
      .map((resource) => ({
        ...resource,
        methods: [{ ...method, authorizationType: 'NONE', apiKeyRequired: false }],
      })),
  };
  return { ...NO_DEPLOYMENT, api: alone };
}

function receivedFrom(invocation: TestInvocation, receivedAtInMillis: number, ids: RequestIds): Received {
  return {
    ids,
    receivedAtInMillis,
    httpMethod: invocation.httpMethod,
    path: invocation.path,
    belowStage: PathAndQuery.of(invocation.path, invocation.rawQuery),
    // The default content type is always used (https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html).
    headers: invocation.headers.map(([name, value]) =>
      name.toLowerCase() === 'content-type' ? [name, 'application/json'] : [name, value],
    ),
    body: Payload.fromText(invocation.body),
    // As events of tests show them.
    sourceIp: 'test-invoke-source-ip',
    host: 'testPrefix.testDomainName',
  };
}

/** A test shows the whole of what is streamed to callers; the log is complete once it has been read. */
async function bodyOf({ body, stream }: Reply): Promise<string> {
  if (stream === undefined) return body.text();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.byteLength;
    if (bytes > MAX_PAYLOAD_BYTES) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** Trace header first; the ids of a request, and what a failure has beside its type, are not there (recorded). */
function headersOf(reply: Reply): Reply['headers'] {
  const headers = allHeaders(reply);
  const isFailure = headers.some(([name]) => name === 'x-amzn-ErrorType');
  const left = headers.filter(
    ([name]) => !REQUEST_IDS.has(name.toLowerCase()) && !(isFailure && name.toLowerCase() === 'content-type'),
  );
  const isTrace = ([name]: readonly [string, string]): boolean => name.toLowerCase() === 'x-amzn-trace-id';
  return [...left.filter(isTrace), ...left.filter((header) => !isTrace(header))];
}

const REQUEST_IDS: ReadonlySet<string> = new Set(['x-amzn-requestid', 'x-amz-apigw-id']);

/** What CloudWatch has and a test has not. */
const CLOUDWATCH_ONLY =
  /^(Extended Request Id: |Verifying Usage Plan for request: |API Key {2}authorized because |Usage Plan check succeeded |AWS Integration Endpoint RequestId : )/;

/** Lines after the integration's answer bear the time of the end. */
const AFTER_ANSWER = 'Received response.';

function logText(
  requestId: string,
  lines: readonly string[],
  started: number,
  ended: number,
  own: readonly string[],
): string {
  const text = [`Execution log for request ${requestId}`];
  let date = logDate(started);
  for (const line of lines) {
    if (line.startsWith(AFTER_ANSWER)) date = logDate(ended);
    if (!CLOUDWATCH_ONLY.test(line)) text.push(`${date} : ${line}`);
  }
  for (const line of own) text.push(`${logDate(ended)} : ${line}`);
  return `${text.join('\n')}\n`;
}

/** `Wed Oct 21 07:28:00 UTC 2026` */
function logDate(epochMillis: number): string {
  const [, day, date, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(epochMillis).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

/** Portico's own lines, behind the service's last one: what callers do not see yet, and what will fail when they call. */
function ownLines({ notDeployed = [] }: TestInvocation, diagnostics: readonly Diagnostic[]): readonly string[] {
  const changes = notDeployed.map(({ kind, what }) => `${what} (${kind})`);
  const shown = changes.slice(0, MAX_CHANGES).join(', ');
  const more = changes.length > MAX_CHANGES ? ` and ${changes.length - MAX_CHANGES} more` : '';
  return [
    ...diagnostics.map(described),
    ...(changes.length === 0
      ? []
      : [`[Portico] Changed since the last deployment: ${shown}${more}. Callers see it once it is deployed.`]),
  ].map((line) => line.replace(/\s*\n\s*/g, ' '));
}

const MAX_CHANGES = 10;

function described({ severity, code, message, place, line, column }: Diagnostic): string {
  const where = [place, ...(line === undefined ? [] : [`line ${line}, column ${column}`])].filter(
    (part) => part !== '',
  );
  return `[Portico] ${severity} ${code}: ${message}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
}
