import type { Bucket, BucketEncryption, Scope } from '@portico/store';
import { headerOf, parseXml, xmlChildText } from '@portico/wire';
import type { S3Ports } from '../ports.ts';
import type { S3Output, ServiceCall } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { notImplemented, s3Error } from '../s3-error.ts';
import { findBucket, isBucketName, putBucket } from './bucket-documents.ts';

const MAX_DOCUMENT_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export async function createBucket(call: ServiceCall, ports: S3Ports): Promise<S3Output> {
  const { bucketName: name, caller } = call;
  if (!isBucketName(name)) throw s3Error('InvalidBucketName');
  refuseAcl(call);
  if (headerOf(call, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
    throw notImplemented('Object Lock');
  }
  const region = regionOf(await readDocument(call, MAX_DOCUMENT_BYTES), caller.region);
  const existing = findBucket(ports, name);
  if (existing !== undefined) {
    if (existing.accountId !== caller.accountId) throw s3Error('BucketAlreadyExists');
    // Only us-east-1 takes it for success, for the sake of old programs.
    if (existing.region !== 'us-east-1' || region !== 'us-east-1') throw s3Error('BucketAlreadyOwnedByYou');
    return { headers: [['Location', `/${name}`]] };
  }
  putBucket(ports, newBucket(name, { accountId: caller.accountId, region }, ports.now()));
  return { headers: [['Location', `/${name}`]] };
}

export const DEFAULT_ENCRYPTION: BucketEncryption = { sseAlgorithm: 'AES256', bucketKeyEnabled: false };

/** With the settings that new buckets have (https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html). */
export function newBucket(name: string, { accountId, region }: Scope, creationDate: number): Bucket {
  return {
    name,
    accountId,
    region,
    creationDate,
    encryption: DEFAULT_ENCRYPTION,
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
  };
}

function regionOf(document: Uint8Array, region: string): string {
  const constraint =
    document.length === 0 ? undefined : xmlChildText(parseXml(document), 'LocationConstraint')?.trim() || undefined;
  if (constraint === undefined) {
    if (region === 'us-east-1') return region;
    throw s3Error('IllegalLocationConstraintException');
  }
  if (constraint === 'us-east-1' || !/^[a-z]{2}(-[a-z]+)+-\d$|^EU$/.test(constraint)) {
    throw s3Error('InvalidLocationConstraint', undefined, { LocationConstraint: constraint });
  }
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (region === 'us-east-1' || region === wanted) return wanted;
  throw s3Error(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function refuseAcl(call: ServiceCall): void {
  const acl = headerOf(call, 'x-amz-acl');
  const grants = call.headers.some(([name]) => name.toLowerCase().startsWith('x-amz-grant-'));
  if (grants || (acl !== undefined && acl !== 'private')) throw s3Error('InvalidBucketAclWithObjectOwnership');
}
