import type { HeaderEntry, IntegrationAnswer, IntegrationRequest, RequestScope } from '@portico/api-compiler';
import { configurationFault, EVENT_STREAM, lastHeader, mediaType } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import { Payload } from '@portico/values';
import type { ExecutionLog } from './execution-log.ts';
import { refusedByRole, roleFault } from './execution-role.ts';
import type { AwsServiceOutcome, GatewayPorts, HttpCall, HttpFailure, HttpOutcome, RuntimeAnswer } from './ports.ts';
import type { Trace } from './trace-id.ts';
import { TRACE_HEADER } from './trace-id.ts';

/** 10 MB, both ways (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
export const MAX_PAYLOAD_BYTES = 10_485_760;

/**
 * All header lines of a backend's response, counted as those of requests are (same page).
 * TODO(aws-verify): which answer a longer section gets; here [I] that to what is no HTTP, a network error
 */
const MAX_HEADER_BYTES = 10_240;

/**
 * Calls the integration. An endpoint in this process answers at once, without a promise; deadlines exist only where a call leaves the
 * process. Throws, or rejects with, GatewayFault INTEGRATION_FAILURE, INTEGRATION_TIMEOUT or API_CONFIGURATION_ERROR.
 */
export function integrate(
  ports: GatewayPorts,
  scope: RequestScope,
  request: IntegrationRequest,
  trace: Trace | undefined,
  log: ExecutionLog | undefined,
): IntegrationAnswer | Promise<IntegrationAnswer> {
  switch (request.type) {
    case 'MOCK':
      return mockAnswer(request);
    case 'SAGEMAKER':
      return invokeEndpoint(ports, scope, request, log);
    case 'HTTP':
      return callHttp(ports, request, trace);
    case 'AWS':
      return callAwsService(ports, scope, request, trace);
    default:
      return request satisfies never;
  }
}

/** The response phase starts from an empty payload. */
function mockAnswer(request: Extract<IntegrationRequest, { type: 'MOCK' }>): IntegrationAnswer {
  return { status: request.status, headers: NO_HEADERS, body: Payload.EMPTY };
}

const NO_HEADERS: readonly HeaderEntry[] = [];
const NO_LINES: readonly Uint8Array[] = [];

function invokeEndpoint(
  ports: GatewayPorts,
  scope: RequestScope,
  request: Extract<IntegrationRequest, { type: 'SAGEMAKER' }>,
  log: ExecutionLog | undefined,
): IntegrationAnswer | Promise<IntegrationAnswer> {
  if (request.endpointName === undefined || request.httpMethod !== 'POST') return UNKNOWN_OPERATION;
  const refused = refusedByRole(ports, scope, request.endpointName, request, log);
  if (refused !== undefined) return refused;
  const { contentType, accept, controls } = request.invocation;
  const answer = ports.sagemaker.invokeEndpoint({
    endpointName: request.endpointName,
    accountId: scope.stage.accountId,
    region: request.region,
    contentType,
    accept,
    body: request.body,
    headers: controls,
  });
  return answer instanceof Promise ? withinDeadline(answer, request.timeoutInMillis) : answer;
}

/** What SageMaker Runtime answers to a path or verb that is none of its operations. */
const UNKNOWN_OPERATION: IntegrationAnswer = {
  status: 404,
  headers: [['x-amzn-ErrorType', 'UnknownOperationException']],
  body: Payload.fromText('{"Message":"The requested operation is not recognized by the service."}'),
};

async function withinDeadline(answer: Promise<RuntimeAnswer>, timeoutInMillis: number): Promise<RuntimeAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timeoutFault()), timeoutInMillis);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function callHttp(
  ports: GatewayPorts,
  request: Extract<IntegrationRequest, { type: 'HTTP' }>,
  trace: Trace | undefined,
): Promise<IntegrationAnswer> {
  const { url, httpMethod, headers, recurs, timeoutInMillis, insecureSkipVerification, transfer } = request;
  const call: HttpCall = {
    url,
    httpMethod,
    headers,
    moreLines: trace === undefined ? NO_LINES : [trace.line],
    recurs,
    body: request.body?.bytes(),
    timeoutInMillis,
    maxResponseBytes: MAX_PAYLOAD_BYTES,
    maxResponseHeaderBytes: MAX_HEADER_BYTES,
    insecureSkipVerification,
  };
  return transfer === 'BUFFERED'
    ? ports.http.send(call).then(answerOf)
    : streamHttp(ports, call, transfer.idleTimeoutInMillis, request.isProxy);
}

function answerOf(outcome: HttpOutcome): IntegrationAnswer {
  if ('failure' in outcome) throw failureOf(outcome);
  return new HttpAnswer(outcome);
}

/** Its headers are asked for when they are used: the client may not have made them. */
class HttpAnswer implements IntegrationAnswer {
  readonly status: number;
  readonly body: Payload;
  readonly #outcome: { readonly headers: readonly HeaderEntry[] };

  constructor(outcome: Exclude<HttpOutcome, HttpFailure>) {
    this.status = outcome.status;
    this.body = Payload.fromBytes(outcome.body);
    this.#outcome = outcome;
  }

  get headers(): readonly HeaderEntry[] {
    return this.#outcome.headers;
  }
}

async function streamHttp(
  ports: GatewayPorts,
  call: HttpCall,
  idleTimeoutInMillis: number,
  isProxy: boolean,
): Promise<IntegrationAnswer> {
  // A proxy's stream has no limit but its time; what is taken in whole has that of any payload.
  const maxResponseBytes = Number.MAX_SAFE_INTEGER;
  const outcome = await ports.http.stream({ ...call, maxResponseBytes, idleTimeoutInMillis });
  if ('failure' in outcome) throw failureOf(outcome);
  const { status, headers, body } = outcome;
  if (isProxy || isEventStream(headers)) return { status, headers, body: Payload.EMPTY, stream: body };
  return { status, headers, body: Payload.fromBytes(await collect(body)) };
}

async function callAwsService(
  ports: GatewayPorts,
  { caller }: RequestScope,
  request: Extract<IntegrationRequest, { type: 'AWS' }>,
  trace: Trace | undefined,
): Promise<IntegrationAnswer> {
  const { service, region, httpMethod, target, credentials, timeoutInMillis } = request;
  const outcome = await ports.awsServices.send({
    service,
    region,
    httpMethod,
    target,
    headers: withTrace(request.headers, trace),
    body: request.body?.bytes(),
    credentials,
    caller,
    timeoutInMillis,
    maxResponseBytes: MAX_PAYLOAD_BYTES,
    maxResponseHeaderBytes: MAX_HEADER_BYTES,
  });
  if ('failure' in outcome) throw serviceFailure(outcome, request);
  return { status: outcome.status, headers: outcome.headers, body: Payload.fromBytes(outcome.body) };
}

function serviceFailure(
  outcome: Extract<AwsServiceOutcome, { failure: unknown }>,
  { service, credentials }: Extract<IntegrationRequest, { type: 'AWS' }>,
): GatewayFault {
  switch (outcome.failure) {
    case 'NO_CREDENTIALS':
      return roleFault(credentials ?? '');
    case 'NO_ENDPOINT':
      return configurationFault(
        `Invalid endpoint address\nNobody has said where ${service} is: start with --service-endpoint ${service}=http://...`,
      );
    case 'RESPONSE_TOO_LARGE':
      return failureOf(outcome);
    default:
      return failureOf({ failure: outcome.failure });
  }
}

function withTrace(headers: readonly HeaderEntry[], trace: Trace | undefined): readonly HeaderEntry[] {
  return trace === undefined ? headers : [...headers, [TRACE_HEADER, trace.text]];
}

/** What an integration that is no proxy hands on as it comes in: only events can be mapped one by one (docs/streaming.md). */
function isEventStream(headers: readonly HeaderEntry[]): boolean {
  return mediaType(lastHeader(headers, 'content-type') ?? '') === EVENT_STREAM;
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      length += piece.length;
      if (length > MAX_PAYLOAD_BYTES) break;
    }
  } catch (thrown) {
    throw streamFault(thrown);
  }
  if (length > MAX_PAYLOAD_BYTES) throw responseTooLarge(length);
  return Buffer.concat(pieces);
}

/** What ended a body before its end. */
export function streamFault(thrown: unknown): GatewayFault {
  if (thrown instanceof GatewayFault) return thrown;
  const reason = thrown instanceof Error && 'reason' in thrown ? thrown.reason : undefined;
  return reason === 'TIMEOUT' ? timeoutFault() : networkFault();
}

/** Spec: data plane, sections 11.3 and 20. */
function failureOf(outcome: HttpFailure): GatewayFault {
  switch (outcome.failure) {
    case 'NO_CONNECTION':
      return configurationFault('Invalid endpoint address');
    case 'TIMEOUT':
      return timeoutFault();
    case 'BROKEN':
      return networkFault();
    case 'RESPONSE_TOO_LARGE':
      return responseTooLarge(outcome.reportedLength);
    default:
      return outcome satisfies never;
  }
}

/** Also for what a template makes of a smaller answer. */
export function responseTooLarge(bytes: number): GatewayFault {
  return configurationFault(
    `Integration response of reported length ${bytes} is larger than allowed maximum of ${MAX_PAYLOAD_BYTES} bytes.`,
  );
}

function networkFault(): GatewayFault {
  return new GatewayFault('INTEGRATION_FAILURE', {
    reason: 'Execution failed due to a network error communicating with endpoint',
  });
}

function timeoutFault(): GatewayFault {
  return new GatewayFault('INTEGRATION_TIMEOUT', { reason: 'Execution failed due to a timeout error' });
}
