import type { Payload } from '@portico/values';

/**
 * One InvokeEndpoint call (spec: SageMaker, section 1.1), already authenticated.
 * In process the gateway makes it; over HTTP `handleInvokeEndpoint` does.
 */
export interface InvokeEndpointRequest {
  readonly endpointName: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly body: Payload;
  /** The `X-Amzn-SageMaker-*` request headers, names in lower case; other entries are ignored. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What the caller gets: 200 with the container's body, or one of the errors of section 1.5 as JSON. */
export interface InvokeEndpointReply {
  readonly status: number;
  /** Name and value, spelled as the service spells them; no Content-Length, Date or connection headers. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Payload;
}

/**
 * SageMaker Runtime. A failure is a reply, never an exception; the returned promise never rejects.
 * In process the answer comes at once, without a promise, whenever the container answers so.
 */
export interface SageMakerRuntime {
  invokeEndpoint(request: InvokeEndpointRequest): InvokeEndpointReply | Promise<InvokeEndpointReply>;
}
