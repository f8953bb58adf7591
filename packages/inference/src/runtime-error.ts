import { Payload } from '@portico/values';
import type { InvokeEndpointReply } from './invocation.ts';

/** The errors of InvokeEndpoint that arise here, with their status (spec: SageMaker, section 1.5). */
const STATUSES = {
  ModelError: 424,
  ValidationError: 400,
  ServiceUnavailable: 503,
  InternalFailure: 500,
  InternalDependencyException: 530,
  UnknownOperationException: 404,
} as const;

export type RuntimeErrorCode = keyof typeof STATUSES;

/** Members of the error's JSON body, in the order in which they are written. */
export interface RuntimeErrorBody {
  readonly ErrorCode?: string;
  readonly LogStreamArn?: string;
  readonly Message: string;
  readonly OriginalMessage?: string;
  readonly OriginalStatusCode?: number;
}

/** Clients tell errors apart by `x-amzn-ErrorType`. */
export function errorReply(code: RuntimeErrorCode, body: RuntimeErrorBody, requestId: string): InvokeEndpointReply {
  return {
    status: STATUSES[code],
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', code],
      ['x-amzn-RequestId', requestId],
    ],
    body: Payload.fromText(JSON.stringify(body)),
  };
}

export function internalFailure(requestId: string): InvokeEndpointReply {
  return errorReply('InternalFailure', { Message: 'An internal error occurred. Try again later.' }, requestId);
}

/**
 * 413 for a body over the limit. The front end refuses it before the service sees it, so there is no modelled error:
 * clients show the status and the message.
 */
export function contentTooLarge(limitBytes: number, requestId: string): InvokeEndpointReply {
  return {
    status: 413,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', requestId],
    ],
    body: Payload.fromText(JSON.stringify({ message: `HTTP content length exceeded ${limitBytes} bytes.` })),
  };
}
