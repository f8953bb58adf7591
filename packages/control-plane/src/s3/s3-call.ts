import type { Bucket } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import { s3Error } from './s3-error.ts';

/** A request to S3 as its operation sees it: verified, decoded, about an existing bucket. */
export interface S3Call {
  readonly caller: VerifiedIdentity;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** First values, decoded. */
  readonly query: ReadonlyMap<string, string>;
  readonly bucket: Bucket;
  /** Empty for operations on the bucket. */
  readonly key: string;
  /** Without its transfer encoding; may be read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Of the body, names in lower case; filled when it has been read. */
  readonly trailers: ReadonlyMap<string, string>;
  readonly requestId: string;
}

/** A call that is not about a bucket that exists. */
export type ServiceCall = Omit<S3Call, 'bucket' | 'key'> & { readonly bucketName: string };

/** What an operation answers. */
export interface S3Output {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** A document without its declaration. */
  readonly xml?: string;
  /** Anything else, such as a policy. */
  readonly text?: { readonly contentType: string; readonly content: string };
  /** An object's content of a known length. */
  readonly content?: { readonly length: number; readonly stream: AsyncIterable<Uint8Array> };
}

/** The whole body, where it is a document. Throws MaxMessageLengthExceeded. */
export async function readDocument(call: Pick<S3Call, 'body'>, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of call.body) {
    length += piece.length;
    if (length > maxBytes) throw s3Error('MaxMessageLengthExceeded');
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}
