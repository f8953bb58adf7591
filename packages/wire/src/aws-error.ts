/** Who has to act: the caller (4xx) or the service (5xx). */
export type Fault = 'client' | 'server';

/**
 * An answer of an AWS service that is an error. Thrown by operations and by signature verification, turned into
 * bytes by {@link import('./error-reply.ts').errorReply} only.
 * `code` is the shape's name without a namespace, such as `NotFoundException`; clients tell errors apart by it.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  /** HTTP status, 400 to 599. */
  readonly statusCode: number;
  readonly fault: Fault;
  /** Further members of the error's body, such as SageMaker's `OriginalStatusCode`. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Further response headers, such as `Retry-After`. */
  readonly headers: readonly (readonly [name: string, value: string])[];

  constructor(
    code: string,
    statusCode: number,
    message: string,
    details: {
      readonly extra?: Readonly<Record<string, unknown>>;
      readonly headers?: readonly (readonly [name: string, value: string])[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.statusCode = statusCode;
    this.fault = statusCode < 500 ? 'client' : 'server';
    this.extra = details.extra ?? {};
    this.headers = details.headers ?? [];
  }
}
