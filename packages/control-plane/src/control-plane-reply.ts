import type { Protocol, WireReply } from '@portico/wire';
import { AwsError, errorReply, jsonReply } from '@portico/wire';

/** An answer, and what a server logs about it. */
export interface ControlPlaneReply extends WireReply {
  /** Undefined: the request names no operation that is served. */
  readonly operation: string | undefined;
  /** What went wrong inside, for the log only; the caller has been told no more than that something did. */
  readonly failure: unknown;
}

/** Runs an operation and turns what it returns or throws into an answer in the service's protocol. */
export async function replyOf(
  operation: string | undefined,
  protocol: Protocol,
  status: number,
  requestId: string,
  run: () => unknown,
): Promise<ControlPlaneReply> {
  try {
    return { ...jsonReply(protocol, status, await run(), requestId), operation, failure: undefined };
  } catch (thrown) {
    const known = thrown instanceof AwsError;
    const error = known ? thrown : new AwsError('InternalFailure', 500, 'Internal failure');
    return { ...errorReply(error, protocol, requestId), operation, failure: known ? undefined : thrown };
  }
}
