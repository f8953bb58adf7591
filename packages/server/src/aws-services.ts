import { randomUUID } from 'node:crypto';
import type { HeaderEntry, Reply } from '@portico/api-compiler';
import type {
  ApiGatewayPorts,
  Authorize,
  ControlPlaneReply,
  ControlPlaneRequest,
  Identity,
  LogsPorts,
  SageMakerPorts,
} from '@portico/control-plane';
import { handleApiGateway, handleIam, handleLogs, handleSageMaker, handleSts } from '@portico/control-plane';
import type { HttpRequest, HttpRequestHandler } from '@portico/http1';
import type { SageMakerRuntime } from '@portico/inference';
import { contentTooLarge, DEFAULT_BODY_BYTES, handleInvokeEndpoint } from '@portico/inference';
import { Payload } from '@portico/values';
import type { CredentialLookup, Protocol, VerifiedIdentity, WireReply } from '@portico/wire';
import { AwsError, errorReply, headerOf, identifyQueryService, verifySignature } from '@portico/wire';
import { describeFailure } from './describe-failure.ts';
import { readVersion } from './version.ts';

/** An AWS service on the one port: what is left to it once a request is known to be its own and its signature is right. */
export interface AwsService {
  readonly protocol: Protocol;
  /** Signing names that a credential scope may have. */
  readonly signingNames: readonly [string, ...string[]];
  readonly maxBodyBytes: number;
  handle(request: HttpRequest, body: Uint8Array, caller: VerifiedIdentity): Reply | Promise<Reply>;
}

/**
 * Requests to AWS services: verified, then handed over. `undefined`: nothing in the request says that it is for a service.
 * @param name of the service, as far as the head of the request tells
 */
export function awsServiceHandler(
  name: string | undefined,
  services: ReadonlyMap<string, AwsService>,
  credentials: CredentialLookup,
  request: HttpRequest,
): HttpRequestHandler | undefined {
  if (name === undefined) return isForm(request) ? formHandler(services, credentials, request) : undefined;
  return verifiedHandler(name, services.get(name), credentials, request);
}

/** A form that is not signed: its body says which service it is for, whose error the caller gets. */
function formHandler(
  services: ReadonlyMap<string, AwsService>,
  credentials: CredentialLookup,
  request: HttpRequest,
): HttpRequestHandler {
  const forName = (name: string): HttpRequestHandler => verifiedHandler(name, services.get(name), credentials, request);
  return {
    maxBodyBytes: MAX_FORM_BYTES,
    tooLarge: () => forName('iam').tooLarge(),
    handle: (body, trailers) =>
      forName(identifyQueryService(body) ?? 'a service of this Version').handle(body, trailers),
  };
}

function isForm({ method, target, headers }: HttpRequest): boolean {
  const type = headerOf({ headers }, 'content-type') ?? '';
  return method === 'POST' && /^\/(?:\?|$)/.test(target) && type.startsWith('application/x-www-form-urlencoded');
}

/** A service's handler behind signature verification; without a service every request is refused, by the name it was meant for. */
export function verifiedHandler(
  name: string,
  service: AwsService | undefined,
  credentials: CredentialLookup,
  request: HttpRequest,
): HttpRequestHandler {
  const protocol = service?.protocol ?? 'rest-json';
  const fail = (error: AwsError): Reply => marked(replyOf(errorReply(error, protocol, randomUUID())));
  return {
    maxBodyBytes: service?.maxBodyBytes ?? 0,
    tooLarge: () =>
      name === 'sagemaker-runtime'
        ? marked(contentTooLarge(DEFAULT_BODY_BYTES, randomUUID()))
        : fail(new AwsError('RequestEntityTooLargeException', 413, 'Request entity is too large')),
    handle(body) {
      if (service === undefined) return fail(unknownService(name));
      try {
        const signed = { method: request.method, rawTarget: request.target, headers: request.headers, body };
        const verified = verifySignature(signed, { credentials, now: Date.now(), services: service.signingNames });
        const reply = service.handle(request, body, { ...verified, sourceIp: request.remoteAddress });
        return reply instanceof Promise ? reply.then(marked) : marked(reply);
      } catch (thrown) {
        if (thrown instanceof AwsError) return fail(thrown);
        throw thrown;
      }
    },
  };
}

/**
 * Every answer of an AWS service has it, so that a script can tell Portico from AWS and stop before it touches a real account
 * (docs/walkthrough.md). Deployed APIs do not have it: their headers are API Gateway's.
 */
export const MARKER: HeaderEntry = ['x-portico', readVersion()];

function marked(reply: Reply): Reply {
  return { ...reply, headers: [...reply.headers, MARKER] };
}

export function replyOf(reply: WireReply): Reply {
  return { status: reply.status, headers: reply.headers, body: Payload.fromBytes(reply.body) };
}

/** `InvokeEndpoint` over HTTP; errors spell `Message` with a capital. */
export function sagemakerRuntimeService(runtime: SageMakerRuntime, authorize: Authorize): AwsService {
  return {
    protocol: 'rest-json-capitalised',
    signingNames: ['sagemaker'],
    maxBodyBytes: DEFAULT_BODY_BYTES,
    handle(request, body, caller) {
      const { accountId, region } = caller;
      const resource = `arn:aws:sagemaker:${region}:${accountId}:endpoint/${endpointNameIn(request.target)}`;
      const decision = authorize({ caller, action: 'sagemaker:InvokeEndpoint', resource });
      if (!decision.isAllowed) throw new AwsError('AccessDeniedException', 403, decision.message);
      return handleInvokeEndpoint(
        runtime,
        { method: request.method, rawPath: request.target, headers: request.headers, body, accountId, region },
        randomUUID,
      );
    },
  };
}

/** In lower case, as ARNs have it; a name that cannot be decoded is none. */
function endpointNameIn(target: string): string {
  const encoded = /^\/endpoints\/([^/?]+)/.exec(target)?.[1] ?? '';
  try {
    return decodeURIComponent(encoded).toLowerCase();
  } catch {
    return '';
  }
}

/** IAM. */
export function iamService({ iamPorts }: Identity, log: Log): AwsService {
  return controlPlaneService('IAM', 'query-iam', 'iam', MAX_FORM_BYTES, (request) => handleIam(request, iamPorts), log);
}

/** STS. */
export function stsService({ stsPorts }: Identity, log: Log): AwsService {
  return controlPlaneService('STS', 'query-sts', 'sts', MAX_FORM_BYTES, (request) => handleSts(request, stsPorts), log);
}

/** CloudWatch Logs. */
export function logsService(ports: LogsPorts, log: Log): AwsService {
  const handle = (request: ControlPlaneRequest): Promise<ControlPlaneReply> => handleLogs(request, ports);
  return controlPlaneService('CloudWatch Logs', 'json-1.1', 'logs', MAX_LOG_BATCH_BYTES, handle, log);
}

/** API Gateway's control plane. */
export function apiGatewayService(ports: ApiGatewayPorts, log: Log): AwsService {
  const handle = (request: ControlPlaneRequest): Promise<ControlPlaneReply> => handleApiGateway(request, ports);
  return controlPlaneService('API Gateway', 'rest-json', 'apigateway', MAX_DEFINITION_BYTES, handle, log);
}

/** SageMaker's control plane. */
export function sagemakerService(ports: SageMakerPorts, log: Log): AwsService {
  const handle = (request: ControlPlaneRequest): Promise<ControlPlaneReply> => handleSageMaker(request, ports);
  return controlPlaneService('SageMaker', 'json-1.1', 'sagemaker', MAX_JSON_BYTES, handle, log);
}

type Log = (line: string) => void;

/** @param name for the log */
function controlPlaneService(
  name: string,
  protocol: Protocol,
  signingName: string,
  maxBodyBytes: number,
  handle: (request: ControlPlaneRequest) => Promise<ControlPlaneReply>,
  log: Log,
): AwsService {
  return {
    protocol,
    signingNames: [signingName],
    maxBodyBytes,
    handle: async (request, body, caller) =>
      logged(await handle(controlPlaneRequest(request, body, caller)), name, request, log),
  };
}

function controlPlaneRequest(request: HttpRequest, body: Uint8Array, caller: VerifiedIdentity): ControlPlaneRequest {
  const { method, target: rawTarget, headers } = request;
  return { method, rawTarget, headers, body, caller, requestId: randomUUID() };
}

function logged(reply: ControlPlaneReply, service: string, request: HttpRequest, log: Log): Reply {
  if (reply.operation === undefined) log(`${service}: no such operation: ${request.method} ${request.target}`);
  if (reply.failure !== undefined) log(`${service} ${reply.operation} failed: ${describeFailure(reply.failure)}`);
  return replyOf(reply);
}

/** A policy document of 128 KiB, percent-encoded. */
const MAX_FORM_BYTES = 1024 * 1024;

/** A batch of 1 MB of events, and room for its JSON: short messages and escapes take several times their length. */
const MAX_LOG_BATCH_BYTES = 8 * 1024 * 1024;

/** JSON 1.1 requests of SageMaker are small. */
const MAX_JSON_BYTES = 1024 * 1024;

/** A document of 6 MB, and room for its JSON escapes where a client wraps it. */
const MAX_DEFINITION_BYTES = 12 * 1024 * 1024;

function unknownService(name: string): AwsError {
  return new AwsError('UnknownOperationException', 404, `Portico does not serve ${name}.`);
}
