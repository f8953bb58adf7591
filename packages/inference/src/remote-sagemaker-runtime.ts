import { Payload } from '@portico/values';
import { createHttpClient } from './http-client.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest, SageMakerRuntime } from './invocation.ts';
import { checkConstraints } from './invocation-check.ts';
import { errorReply, internalFailure } from './runtime-error.ts';
import { DEFAULT_BODY_BYTES } from './sagemaker-runtime.ts';

export interface RemoteSageMakerRuntimeOptions {
  /** `https://runtime.sagemaker.eu-west-1.amazonaws.com` or another Portico; a path is a prefix. */
  readonly url: URL;
  readonly sign: SignRequest;
  /** For the replies that are made here. */
  readonly requestId: () => string;
  /** Told about every broken invariant (signing included) that was answered with InternalFailure. */
  readonly reportFailure: (failure: unknown, requestId: string) => void;
  /** For a whole call; default 70,000, the service's advice for models that take their full 60 s. */
  readonly timeoutInMillis?: number;
}

/**
 * Signs a request for service `sagemaker` and returns the headers to add (Authorization, X-Amz-Date, X-Amz-Security-Token).
 * `headers` holds all others that will be sent, Host included.
 */
export type SignRequest = (request: UnsignedRequest) => readonly (readonly [string, string])[];

export interface UnsignedRequest {
  readonly method: 'POST';
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly region: string;
}

const DEFAULT_TIMEOUT_IN_MILLIS = 70_000;

/**
 * SageMaker Runtime somewhere else: AWS, or another Portico. Status, body and the service's headers are passed on as they come.
 * No connection is ServiceUnavailable; a call that broke or timed out is InternalDependencyException. Nothing is sent twice.
 */
export function remoteSageMakerRuntime(options: RemoteSageMakerRuntimeOptions): SageMakerRuntime {
  const { url, sign, requestId } = options;
  const client = createHttpClient({
    url,
    timeoutInMillis: options.timeoutInMillis ?? DEFAULT_TIMEOUT_IN_MILLIS,
    maxResponseBytes: DEFAULT_BODY_BYTES,
  });

  async function forward(request: InvokeEndpointRequest, id: string): Promise<InvokeEndpointReply> {
    const target = client.target(`/endpoints/${encodeURIComponent(request.endpointName)}/invocations`);
    const body = request.body.bytes();
    const headers: (readonly [string, string])[] = [['Host', target.host]];
    if (request.contentType !== undefined) headers.push(['Content-Type', request.contentType]);
    if (request.accept !== undefined) headers.push(['Accept', request.accept]);
    for (const header of request.headers) headers.push(header);
    headers.push(...sign({ method: 'POST', url: target, headers, body, region: request.region }));
    const outcome = await client.send('POST', target, headers, body);
    if ('failure' in outcome) {
      const unreachable = outcome.failure === 'NO_CONNECTION';
      const message = `SageMaker Runtime at ${target.origin} ${unreachable ? 'cannot be reached' : 'did not answer in full'}.`;
      return errorReply(unreachable ? 'ServiceUnavailable' : 'InternalDependencyException', { Message: message }, id);
    }
    return {
      status: outcome.status,
      headers: outcome.headers.filter(([name]) => isServiceHeader(name.toLowerCase())),
      body: Payload.fromBytes(outcome.body),
    };
  }

  async function invokeEndpoint(request: InvokeEndpointRequest): Promise<InvokeEndpointReply> {
    const id = requestId();
    try {
      return checkConstraints(request, id) ?? (await forward(request, id));
    } catch (thrown) {
      options.reportFailure(thrown, id);
      return internalFailure(id);
    }
  }

  return { invokeEndpoint };
}

function isServiceHeader(lowerCase: string): boolean {
  return lowerCase === 'content-type' || lowerCase.startsWith('x-amzn-');
}
