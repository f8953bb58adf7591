import type { Scope } from '@portico/store';
import type { Caller } from '../authorization.ts';

/** Reads objects for other services: a model's artifact, a stack's template. */
export interface ObjectReader {
  /**
   * `url` is `s3://bucket/key`. With a `caller` (an execution role's session) IAM is asked for s3:GetObject first.
   * Throws AwsError with S3's codes: NoSuchBucket, NoSuchKey, AccessDenied; ValidationException for a url of another form.
   */
  readObject(owner: Scope, url: string, caller?: ObjectCaller): StoredObject;
}

export type ObjectCaller = Caller;

/** An object as it was when it was looked up. Reading it after it was replaced or deleted throws NoSuchKey. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  /** Octets. */
  readonly size: number;
  /** With its quotation marks. */
  readonly eTag: string;
  readonly contentType: string;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  /** The whole content, piece by piece. */
  stream(): AsyncIterable<Uint8Array>;
  /** The whole content at once; throws EntityTooLarge when it has more than `maxBytes`. */
  bytes(maxBytes: number): Promise<Uint8Array>;
}

/** Puts objects for the server itself: the sample's model. */
export interface ObjectWriter {
  /** Creates the bucket when it is not there. Nobody is asked for permission. */
  putObject(scope: Scope, bucket: string, key: string, bytes: Uint8Array, contentType?: string): Promise<void>;
}
