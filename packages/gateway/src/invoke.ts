import type { CompiledMethod, IntegrationAnswer, IntegrationRequest, Received, Reply } from '@portico/api-compiler';
import { DecodedParameters, lastHeader, RequestScope } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import { AccessLog } from './access-log.ts';
import { compressed, decompressed } from './compression.ts';
import type { ExecutionLog } from './execution-log.ts';
import { beginLog } from './execution-log.ts';
import { iamCaller } from './iam-caller.ts';
import { integrate, MAX_PAYLOAD_BYTES, responseTooLarge, streamFault } from './integrate.ts';
import { leaveStream, observeStream } from './observe-stream.ts';
import type { CompiledStage } from './stage.ts';
import type { Trace } from './trace-id.ts';
import { traceOf } from './trace-id.ts';
import { unknownRouteFault } from './unknown-route.ts';

/**
 * One invocation: the data plane's table of contents, in the order of the service (spec: data plane, section 1). What an integration
 * of this process answers at once is answered at once, without a promise.
 */
export function invoke(stage: CompiledStage, arrived: Received): Reply | Promise<Reply> {
  // The furthest facts known: what gateway responses may read.
  let received = arrived;
  let reached: RequestScope | undefined;
  let log: ExecutionLog | undefined; //                                  undefined when nobody listens: costs nothing then
  const access = beginAccessLog(stage, arrived);
  try {
    const route = stage.api.routes.find(received.httpMethod, received.belowStage);
    if (route === undefined) throw unknownRouteFault(received.headers); // MISSING_AUTHENTICATION_TOKEN
    const method = route.target; //                                      everything below was compiled for this method
    if (stage.api.minimumCompressionSize !== undefined) received = decompressed(arrived);
    const params = new DecodedParameters(received, route.pathParameters);
    const scope = new RequestScope(received, params, stage.facts, method);
    reached = scope;
    log = beginLog(stage, method, scope);
    if (method.authorizationType === 'AWS_IAM') scope.identify(iamCaller(stage, arrived)); // INVALID_SIGNATURE, ACCESS_DENIED
    method.validate?.(scope); //                                         BAD_REQUEST_PARAMETERS, BAD_REQUEST_BODY
    const request = method.mapRequest(scope); //                         parameters, template; UNSUPPORTED_MEDIA_TYPE
    const trace = integrationTrace(stage, received, request);
    log?.integrationRequest(request, trace);
    access?.integrationRequest();
    const call: Call = { stage, scope, method, request, trace, log, access };
    const answer = integrate(stage.ports, scope, request, trace, log); //     INTEGRATION_TIMEOUT, INTEGRATION_FAILURE
    if (!(answer instanceof Promise)) return respond(call, answer);
    const failed = (thrown: unknown): Reply => fail(stage, received, scope, log, access, thrown);
    return answer.then((later) => respondLater(call, later, failed), failed);
  } catch (thrown) {
    return fail(stage, received, reached, log, access, thrown);
  }
}

/** One promise less than `then` and `catch` behind each other. */
function respondLater(
  call: Call,
  answer: IntegrationAnswer,
  failed: (thrown: unknown) => Reply,
): Reply | Promise<Reply> {
  try {
    const reply = respond(call, answer);
    return reply instanceof Promise ? reply.catch(failed) : reply;
  } catch (thrown) {
    return failed(thrown);
  }
}

interface Call {
  readonly stage: CompiledStage;
  readonly scope: RequestScope;
  readonly method: CompiledMethod;
  readonly request: IntegrationRequest;
  readonly trace: Trace | undefined;
  readonly log: ExecutionLog | undefined;
  readonly access: AccessLog | undefined;
}

/** The second half, from what the integration answered. */
function respond(
  { stage, scope, method, request, trace, log, access }: Call,
  answer: IntegrationAnswer,
): Reply | Promise<Reply> {
  log?.integrationAnswer(request, answer);
  access?.integrationAnswer(answer);
  let mapped: Reply;
  try {
    mapped = method.mapResponse(scope, answer); //                       selectionPattern, template, method response
  } catch (thrown) {
    leaveStream(answer.stream);
    throw thrown;
  }
  // A proxy hands on the backend's own trace header, if any (spec: data plane, section 13).
  const replyTrace = request.type === 'HTTP' && request.isProxy ? undefined : trace;
  if (mapped.stream !== undefined) return streamReply(mapped, mapped.stream, scope, replyTrace, log, access);
  if (mapped.body.exceeds(MAX_PAYLOAD_BYTES)) throw responseTooLarge(mapped.body.bytes().length);
  log?.methodResponse(mapped, replyTrace);
  log?.flush();
  const reply = withStandardHeaders(mapped, scope.received, replyTrace);
  access?.end(scope, reply);
  const { minimumCompressionSize } = stage.api;
  return minimumCompressionSize === undefined
    ? reply
    : compressed(reply, minimumCompressionSize, scope.received.headers, answer);
}

/** The reply goes out while the body still comes in; the log ends with the body. */
function streamReply(
  mapped: Reply,
  stream: AsyncIterable<Uint8Array>,
  scope: RequestScope,
  trace: Trace | undefined,
  log: ExecutionLog | undefined,
  access: AccessLog | undefined,
): Reply {
  const reply = withStandardHeaders(mapped, scope.received, trace);
  if (log === undefined && access === undefined) return { ...reply, stream };
  return {
    ...reply,
    stream: observeStream(stream, (end) => {
      access?.end(scope, reply, undefined, end.bytes);
      if (end.how === 'COMPLETE') log?.methodResponse(mapped, trace);
      else log?.brokenStream(mapped, end.how === 'LEFT' ? CLIENT_GONE : (streamFault(end.failure).reason ?? ''));
      log?.flush();
    }),
  };
}

/** No line of the service's, which does not say. */
const CLIENT_GONE = 'The client has closed the connection before the end of the response';

/** The only place where a failure becomes a reply. */
function fail(
  stage: CompiledStage,
  received: Received,
  reached: RequestScope | undefined,
  log: ExecutionLog | undefined,
  access: AccessLog | undefined,
  thrown: unknown,
): Reply {
  const fault = thrown instanceof GatewayFault ? thrown : brokenInvariant(thrown);
  const scope = reached ?? unrouted(stage, received);
  const reply = stage.api.gatewayResponse(fault, scope);
  log?.failure(fault, reply);
  log?.flush();
  access?.end(scope, reply, fault);
  return withStandardHeaders(reply, received, undefined);
}

/** `undefined` when the stage has no access log. */
function beginAccessLog({ accessLog, ports }: CompiledStage, received: Received): AccessLog | undefined {
  return accessLog && new AccessLog(accessLog, ports.executionLogs, ports.now, received);
}

/** Why this is no GatewayFault is ours to find out: the caller learns the request id, the log the cause. */
function brokenInvariant(thrown: unknown): GatewayFault {
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new GatewayFault('DEFAULT_5XX', {
    reason: `Execution failed due to an internal error\n${detail}`,
    cause: thrown,
  });
}

function unrouted(stage: CompiledStage, received: Received): RequestScope {
  return new RequestScope(received, new DecodedParameters(received, NO_PATH_PARAMETERS), stage.facts, undefined);
}

const NO_PATH_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** Successful AWS and HTTP integrations carry the trace header; MOCK and failures do not (spec: data plane, section 13). */
function integrationTrace(stage: CompiledStage, received: Received, request: IntegrationRequest): Trace | undefined {
  if (request.type === 'MOCK') return undefined;
  return traceOf(lastHeader(received.headers, 'x-amzn-trace-id'), received.receivedAtInMillis, stage.ports.randomHex);
}

/** Date and Content-Length are the listener's (section 13). */
function withStandardHeaders({ status, headers, body }: Reply, { ids }: Received, trace: Trace | undefined): Reply {
  return { status, headers, body, moreLines: trace === undefined ? [ids.lines] : [ids.lines, trace.line] };
}
