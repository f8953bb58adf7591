import type { Payload } from '@portico/values';
import type { Container, ContainerAnswer, ContainerReply } from './container.ts';
import { drawVariant, variantNamed } from './draw-variant.ts';
import type { EndpointRegistry } from './endpoint-registry.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest, SageMakerRuntime } from './invocation.ts';
import { checkRequest } from './invocation-check.ts';
import { modelError } from './model-error.ts';
import { errorReply, internalFailure } from './runtime-error.ts';

export interface SageMakerRuntimeOptions {
  readonly endpoints: EndpointRegistry;
  /** A fresh request id (a UUID) for each call. */
  readonly requestId: () => string;
  readonly limits?: InvocationLimits;
  /** A number in [0, 1) that draws the variant; `Math.random` by default. */
  readonly random?: () => number;
  /** Told about every broken invariant that was answered with InternalFailure. */
  readonly reportFailure: (failure: unknown, requestId: string) => void;
}

export interface InvocationLimits {
  /** Longest request body; default {@link DEFAULT_BODY_BYTES}. */
  readonly bodyBytes: number;
}

/** 25 MB, the real-time payload quota (https://docs.aws.amazon.com/general/latest/gr/sagemaker.html). */
export const DEFAULT_BODY_BYTES = 26_214_400;

/** SageMaker Runtime over the endpoints of a registry. */
export function createSageMakerRuntime(options: SageMakerRuntimeOptions): SageMakerRuntime {
  const { endpoints, requestId, reportFailure } = options;
  const random = options.random ?? Math.random;
  const bodyBytes = options.limits?.bodyBytes ?? DEFAULT_BODY_BYTES;

  function fail(failure: unknown): InvokeEndpointReply {
    const id = requestId();
    reportFailure(failure, id);
    return internalFailure(id);
  }

  function invokeEndpoint(request: InvokeEndpointRequest): InvokeEndpointReply | Promise<InvokeEndpointReply> {
    try {
      const refusal = checkRequest(request, bodyBytes, requestId);
      if (refusal !== undefined) return refusal;
      const endpoint = endpoints.get(request.accountId, request.region, request.endpointName);
      if (endpoint === undefined) {
        const message = `Endpoint ${request.endpointName} of account ${request.accountId} not found.`;
        return errorReply('ValidationError', { Message: message }, requestId());
      }
      const target = request.headers.get('x-amzn-sagemaker-target-variant');
      const variant = target === undefined ? drawVariant(endpoint, random) : variantNamed(endpoint, target);
      if (variant === undefined) {
        const message = `No variant of endpoint ${endpoint.name} takes traffic.`;
        return target === undefined
          ? errorReply('ServiceUnavailable', { Message: message }, requestId())
          : errorReply('ValidationError', { Message: `Variant ${target} not found for Request` }, requestId());
      }
      const reply = invokeContainer(variant.container, request);
      return reply instanceof Promise
        ? reply.then((answered) => replyOf(answered, variant.variantName, request, requestId)).catch(fail)
        : replyOf(reply, variant.variantName, request, requestId);
    } catch (thrown) {
      return fail(thrown);
    }
  }

  return { invokeEndpoint };
}

function invokeContainer(
  container: Container,
  { contentType, accept, headers, body }: InvokeEndpointRequest,
): ContainerReply | Promise<ContainerReply> {
  const customAttributes = headers.get('x-amzn-sagemaker-custom-attributes');
  return container.invoke({ contentType, accept, customAttributes, body });
}

function replyOf(
  reply: ContainerReply,
  variantName: string,
  request: InvokeEndpointRequest,
  requestId: () => string,
): InvokeEndpointReply {
  if ('failure' in reply || reply.status < 200 || reply.status > 299) return modelError(reply, request, requestId());
  return new Success(reply, variantName, requestId);
}

/** 200 whatever 2xx the container chose. Its headers are made when somebody reads them: within a gateway few do. */
class Success implements InvokeEndpointReply {
  readonly status = 200;
  readonly body: Payload;
  readonly #answer: ContainerAnswer;
  readonly #variantName: string;
  readonly #drawId: () => string;
  #requestId: string | undefined;

  constructor(answer: ContainerAnswer, variantName: string, drawId: () => string) {
    this.body = answer.body;
    this.#answer = answer;
    this.#variantName = variantName;
    this.#drawId = drawId;
  }

  get headers(): readonly (readonly [string, string])[] {
    this.#requestId ??= this.#drawId();
    const { contentType, customAttributes } = this.#answer;
    const headers: (readonly [string, string])[] = [];
    if (contentType !== undefined) headers.push(['Content-Type', contentType]);
    headers.push(['x-Amzn-Invoked-Production-Variant', this.#variantName]);
    if (customAttributes !== undefined) headers.push(['X-Amzn-SageMaker-Custom-Attributes', customAttributes]);
    headers.push(['x-amzn-RequestId', this.#requestId]);
    return headers;
  }
}
