import { Payload } from '@portico/values';
import type { EventHeaders } from '@portico/wire';
import { eventMessage } from '@portico/wire';
import type { InvokeEndpointReply, SageMakerRuntime } from './invocation.ts';
import { errorReply } from './runtime-error.ts';

/** A request to SageMaker Runtime as it came over HTTP, its signature verified already. */
export interface RuntimeHttpRequest {
  readonly method: string;
  /** The target as sent, percent-encoded; a query is ignored. */
  readonly rawPath: string;
  /** In the order of arrival, names in any case. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** Of the credentials that signed the request: the URL has no account. */
  readonly accountId: string;
  readonly region: string;
}

const INVOCATIONS = /^\/endpoints\/([^/?]+)\/invocations(-response-stream)?(?:\?.*)?$/;

/**
 * `POST /endpoints/{EndpointName}/invocations`, and `/invocations-response-stream`, whose answer is an event stream (spec: SageMaker,
 * sections 1.1 and 1.2). Another method or path is UnknownOperationException. Of a repeated header the first counts. `requestId` is
 * for that refusal only.
 */
export function handleInvokeEndpoint(
  runtime: SageMakerRuntime,
  request: RuntimeHttpRequest,
  requestId: () => string,
): InvokeEndpointReply | Promise<InvokeEndpointReply> {
  const [, encodedName, streamed] = INVOCATIONS.exec(request.rawPath) ?? [];
  const endpointName = decoded(encodedName);
  if (request.method !== 'POST' || endpointName === undefined) {
    const message = 'The requested operation is not recognized by the service.';
    return errorReply('UnknownOperationException', { Message: message }, requestId());
  }
  let contentType: string | undefined;
  let accept: string | undefined;
  const headers = new Map<string, string>();
  for (const [name, value] of request.headers) {
    const lowerCase = name.toLowerCase();
    if (lowerCase === 'content-type') contentType ??= value;
    else if (lowerCase === (streamed === undefined ? 'accept' : 'x-amzn-sagemaker-accept')) accept ??= value;
    else if (lowerCase.startsWith('x-amzn-sagemaker-') && !headers.has(lowerCase)) headers.set(lowerCase, value);
  }
  const reply = runtime.invokeEndpoint({
    endpointName,
    accountId: request.accountId,
    region: request.region,
    body: Payload.fromBytes(request.body),
    headers,
    ...(contentType === undefined ? undefined : { contentType }),
    ...(accept === undefined ? undefined : { accept }),
  });
  if (streamed === undefined) return reply;
  return reply instanceof Promise ? reply.then(asEventStream) : asEventStream(reply);
}

/** The answer in parts; an error keeps its plain form, since it comes before the first octet. */
function asEventStream(reply: InvokeEndpointReply): InvokeEndpointReply {
  if (reply.status !== 200) return reply;
  const octets = reply.body.bytes();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += MAX_PART_BYTES) {
    parts.push(eventMessage(PART_HEADERS, octets.subarray(at, at + MAX_PART_BYTES)));
  }
  const headers = reply.headers.map(([name, value]) =>
    name === 'Content-Type' ? (['X-Amzn-SageMaker-Content-Type', value] as const) : ([name, value] as const),
  );
  return {
    status: 200,
    headers: [['Content-Type', 'application/vnd.amazon.eventstream'], ...headers],
    body: Payload.fromBytes(Buffer.concat(parts)),
  };
}

/** Well below the 16 MB that a message may have. */
const MAX_PART_BYTES = 128 * 1024;

const PART_HEADERS: EventHeaders = [
  [':message-type', 'event'],
  [':event-type', 'PayloadPart'],
  [':content-type', 'application/octet-stream'],
];

function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined || !segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
