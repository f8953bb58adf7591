import type { S3Call, S3Output } from '../s3-call.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket({ bucket }: S3Call): S3Output {
  return {
    headers: [
      ['x-amz-bucket-region', bucket.region],
      ['x-amz-access-point-alias', 'false'],
      ['Content-Type', 'application/xml'],
    ],
  };
}
