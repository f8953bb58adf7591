import { Payload } from '@portico/values';
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

const INVOCATIONS = /^\/endpoints\/([^/?]+)\/invocations(?:\?.*)?$/;

/**
 * `POST /endpoints/{EndpointName}/invocations` (spec: SageMaker, section 1.1). Another method or path is
 * UnknownOperationException. Of a repeated header the first counts. `requestId` is for that refusal only.
 */
export function handleInvokeEndpoint(
  runtime: SageMakerRuntime,
  request: RuntimeHttpRequest,
  requestId: () => string,
): InvokeEndpointReply | Promise<InvokeEndpointReply> {
  const endpointName = decoded(INVOCATIONS.exec(request.rawPath)?.[1]);
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
    else if (lowerCase === 'accept') accept ??= value;
    else if (lowerCase.startsWith('x-amzn-sagemaker-') && !headers.has(lowerCase)) headers.set(lowerCase, value);
  }
  return runtime.invokeEndpoint({
    endpointName,
    accountId: request.accountId,
    region: request.region,
    body: Payload.fromBytes(request.body),
    headers,
    ...(contentType === undefined ? undefined : { contentType }),
    ...(accept === undefined ? undefined : { accept }),
  });
}

function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined || !segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
