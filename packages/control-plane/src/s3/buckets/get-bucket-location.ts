import { escapeXml } from '@portico/wire';
import type { S3Call, S3Output } from '../s3-call.ts';
import { s3Document } from '../s3-xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: us-east-1 is empty. */
export function getBucketLocation({ bucket }: S3Call): S3Output {
  return { xml: s3Document('LocationConstraint', bucket.region === 'us-east-1' ? '' : escapeXml(bucket.region)) };
}
