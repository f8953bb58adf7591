import type { JsonProtocol, WireReply } from '@portico/wire';
import { AwsError, errorReply, jsonReply } from '@portico/wire';

/** An answer, and what a server logs about it. */
export interface ControlPlaneReply extends WireReply {
  /** Undefined: the request names no operation that is served. */
  readonly operation: string | undefined;
  /** What went wrong inside, for the log only; the caller has been told no more than that something did. */
  readonly failure: unknown;
}

/** An operation's output that is a file, sent as it is. */
export interface FileOutput {
  readonly file: Uint8Array;
  readonly contentType: string;
  /** `attachment; filename="swagger_1.json"` */
  readonly contentDisposition: string;
}

function isFile(output: unknown): output is FileOutput {
  return typeof output === 'object' && output !== null && 'file' in output && output.file instanceof Uint8Array;
}

/** Runs an operation and turns what it returns or throws into an answer in the service's protocol. */
export async function replyOf(
  operation: string | undefined,
  protocol: JsonProtocol,
  status: number,
  requestId: string,
  run: () => unknown,
): Promise<ControlPlaneReply> {
  try {
    const output = await run();
    const reply = isFile(output)
      ? fileReply(output, status, requestId)
      : jsonReply(protocol, status, output, requestId);
    return { ...reply, operation, failure: undefined };
  } catch (thrown) {
    const known = thrown instanceof AwsError;
    const error = known ? thrown : new AwsError('InternalFailure', 500, 'Internal failure');
    return { ...errorReply(error, protocol, requestId), operation, failure: known ? undefined : thrown };
  }
}

function fileReply(
  { file, contentType, contentDisposition }: FileOutput,
  status: number,
  requestId: string,
): WireReply {
  return {
    status,
    headers: [
      ['Content-Type', contentType],
      ['Content-Disposition', contentDisposition],
      ['x-amzn-RequestId', requestId],
    ],
    body: file,
  };
}
