import { createHttpClient } from '@portico/http1';
import { Payload } from '@portico/values';
import type { SignableRequest } from '@portico/wire';
import { targetUnder } from './http-target.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest, SageMakerRuntime } from './invocation.ts';
import { checkConstraints } from './invocation-check.ts';
import { errorReply, internalFailure } from './runtime-error.ts';
import { DEFAULT_BODY_BYTES } from './sagemaker-runtime.ts';

export interface RemoteSageMakerRuntimeOptions {
  /** `https://runtime.sagemaker.eu-west-1.amazonaws.com` or another Portico; a path is a prefix. */
  readonly url: URL;
  /** The request's headers with those of a signature for service `sagemaker`; Host is among the given ones. */
  readonly sign: (request: SignableRequest, region: string) => readonly (readonly [string, string])[];
  /** For the replies that are made here. */
  readonly requestId: () => string;
  /** Told about every broken invariant (signing included) that was answered with InternalFailure. */
  readonly reportFailure: (failure: unknown, requestId: string) => void;
  /** For a whole call; default 70,000, the service's advice for models that take their full 60 s. */
  readonly timeoutInMillis?: number;
}

const DEFAULT_TIMEOUT_IN_MILLIS = 70_000;

/**
 * SageMaker Runtime somewhere else: AWS, or another Portico. Status, body and the service's headers are passed on as they come.
 * No connection is ServiceUnavailable; a call that broke or timed out is InternalDependencyException. Nothing is sent twice.
 */
export function remoteSageMakerRuntime(options: RemoteSageMakerRuntimeOptions): SageMakerRuntime {
  const { url, sign, requestId, reportFailure, timeoutInMillis = DEFAULT_TIMEOUT_IN_MILLIS } = options;
  const http = createHttpClient();

  async function forward(request: InvokeEndpointRequest, id: string): Promise<InvokeEndpointReply> {
    const target = targetUnder(url, `/endpoints/${request.endpointName}/invocations`);
    const body = request.body.bytes();
    const unsigned = { method: 'POST', rawTarget: target.target, headers: headersOf(request, url.host), body };
    const outcome = await http.send({
      url: target,
      httpMethod: 'POST',
      headers: sign(unsigned, request.region),
      body,
      timeoutInMillis,
      maxResponseBytes: DEFAULT_BODY_BYTES,
    });
    if ('failure' in outcome) {
      return outcome.failure === 'NO_CONNECTION'
        ? errorReply('ServiceUnavailable', { Message: `SageMaker Runtime at ${url.host} cannot be reached.` }, id)
        : errorReply(
            'InternalDependencyException',
            { Message: `SageMaker Runtime at ${url.host} gave no answer.` },
            id,
          );
    }
    return {
      status: outcome.status,
      headers: outcome.headers.filter(([name]) => isServiceHeader(name.toLowerCase())),
      body: Payload.fromBytes(outcome.body),
    };
  }

  return {
    async invokeEndpoint(request) {
      const id = requestId();
      try {
        return checkConstraints(request, () => id) ?? (await forward(request, id));
      } catch (thrown) {
        reportFailure(thrown, id);
        return internalFailure(id);
      }
    },
  };
}

function headersOf(request: InvokeEndpointRequest, host: string): (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [['Host', host]];
  if (request.contentType !== undefined) headers.push(['Content-Type', request.contentType]);
  if (request.accept !== undefined) headers.push(['Accept', request.accept]);
  for (const header of request.headers) {
    if (header[0].startsWith('x-amzn-sagemaker-')) headers.push(header);
  }
  return headers;
}

function isServiceHeader(lowerCase: string): boolean {
  return lowerCase === 'content-type' || lowerCase.startsWith('x-amzn-');
}
