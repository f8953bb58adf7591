import { putBucket } from '../buckets/bucket-documents.ts';
import { parseTagging, taggingXml } from '../objects/tags.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';

const MAX_DOCUMENT_BYTES = 128 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export function getBucketTagging({ bucket }: S3Call): S3Output {
  if (bucket.tags === undefined) throw s3Error('NoSuchTagSet');
  return { xml: taggingXml(bucket.tags) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export async function putBucketTagging(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const tags = parseTagging(await readDocument(call, MAX_DOCUMENT_BYTES), 50);
  putBucket(ports, { ...call.bucket, tags });
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export function deleteBucketTagging({ bucket }: S3Call, ports: S3Ports): S3Output {
  const { tags: _, ...rest } = bucket;
  putBucket(ports, rest);
  return { status: 204 };
}
