import type { Payload } from '@portico/values';

/** `POST /invocations` as the container sees it (spec: SageMaker, section 3); every other header is stripped. */
export interface ContainerRequest {
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly customAttributes?: string | undefined;
  readonly body: Payload;
}

/** The container answered, with any status. */
export interface ContainerAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly customAttributes?: string;
  readonly body: Payload;
}

/**
 * The container did not answer. `TIMEOUT`: not within its time; `NO_RESPONSE`: refused, reset or broke the connection,
 * or answered something that is not HTTP; `RESPONSE_TOO_LARGE`: its answer with this status went over the limit.
 */
export type ContainerFailure =
  | { readonly failure: 'TIMEOUT' | 'NO_RESPONSE' }
  | { readonly failure: 'RESPONSE_TOO_LARGE'; readonly status: number };

export type ContainerReply = ContainerAnswer | ContainerFailure;

/**
 * What a production variant runs. Bad input is an answer with a status, not an exception:
 * what is thrown, or rejected, is a broken invariant and becomes InternalFailure.
 */
export interface Container {
  invoke(request: ContainerRequest): ContainerReply | Promise<ContainerReply>;
}
