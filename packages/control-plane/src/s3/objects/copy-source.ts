import type { S3Object } from '@portico/store';
import { headerOf } from '@portico/wire';
import { copySource } from '../address.ts';
import { authorizeS3 } from '../authorize-s3.ts';
import { theBucket } from '../buckets/bucket-documents.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-error.ts';
import { checkCopyConditions } from './conditions.ts';
import { theObject } from './object-documents.ts';

export interface CopySource {
  readonly bucketName: string;
  readonly key: string;
  readonly object: S3Object;
}

/** The object that `x-amz-copy-source` names, which the caller may read. Throws. */
export function readCopySource(call: S3Call, ports: S3Ports): CopySource {
  const header = headerOf(call, 'x-amz-copy-source') ?? '';
  const source = copySource(header);
  if (source === undefined) {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  }
  const { bucketName, key } = source;
  const bucket = theBucket(ports, bucketName);
  const expected = headerOf(call, 'x-amz-source-expected-bucket-owner');
  if (expected !== undefined && expected !== bucket.accountId) throw s3Error('AccessDenied');
  authorizeS3(ports, call.caller, bucket, key, 's3:GetObject');
  const object = theObject({ ...call, bucket, key, query: NO_QUERY }, ports);
  checkCopyConditions(call, object);
  return { bucketName, key, object };
}

const NO_QUERY: ReadonlyMap<string, string> = new Map();
