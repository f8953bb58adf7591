import type { Bucket } from '@portico/store';
import type { S3Ports } from '../ports.ts';
import { s3Error } from '../s3-error.ts';

/** Bucket names are unique over all accounts and regions, hence one partition. */
const ALL = '';

export function findBucket({ store }: Pick<S3Ports, 'store'>, name: string): Bucket | undefined {
  return store.buckets.get(ALL, name);
}

/** Throws InvalidBucketName, NoSuchBucket. */
export function theBucket(ports: Pick<S3Ports, 'store'>, name: string): Bucket {
  const bucket = findBucket(ports, name);
  if (bucket !== undefined) return bucket;
  throw s3Error(isBucketName(name) ? 'NoSuchBucket' : 'InvalidBucketName');
}

export function putBucket({ store }: Pick<S3Ports, 'store'>, bucket: Bucket): void {
  store.buckets.put(ALL, bucket.name, bucket);
}

export function removeBucket({ store }: Pick<S3Ports, 'store'>, name: string): void {
  store.buckets.delete(ALL, name);
}

/** In the order of their names. */
export function bucketsOf({ store }: Pick<S3Ports, 'store'>, accountId: string): readonly Bucket[] {
  return store.buckets
    .list(ALL, { limit: Number.MAX_SAFE_INTEGER })
    .map(({ document }) => document)
    .filter((bucket) => bucket.accountId === accountId);
}

const RESERVED_PREFIXES = ['xn--', 'sthree-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
    !RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix))
  );
}
