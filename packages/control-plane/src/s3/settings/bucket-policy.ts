import { bucketArn } from '../authorize-s3.ts';
import { putBucket } from '../buckets/bucket-documents.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { isPublicPolicy, readPolicy } from './policy-document.ts';

const MAX_POLICY_BYTES = 20 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export function getBucketPolicy({ bucket }: S3Call): S3Output {
  if (bucket.policy === undefined) throw s3Error('NoSuchBucketPolicy');
  return { text: { contentType: 'application/json', content: bucket.policy } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export async function putBucketPolicy(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const { bucket, caller } = call;
  const text = Buffer.from(await readDocument(call, MAX_POLICY_BYTES)).toString();
  const policy = readPolicy(text, bucket.name);
  if (bucket.publicAccessBlock?.blockPublicPolicy === true && isPublicPolicy(policy)) {
    throw s3Error(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
  }
  putBucket(ports, { ...bucket, policy: text });
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export function deleteBucketPolicy({ bucket }: S3Call, ports: S3Ports): S3Output {
  const { policy: _, ...rest } = bucket;
  putBucket(ports, rest);
  return { status: 204 };
}
