import type { S3Object } from '@portico/store';
import { isAllowed } from '../authorize-s3.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-error.ts';

/** Throws NoSuchKey; who may not list the bucket does not learn whether an object is there. */
export function theObject(call: S3Call, ports: S3Ports): S3Object {
  const { bucket, key } = call;
  refuseVersion(call);
  const object = ports.store.objects.get(bucket.name, key);
  if (object !== undefined) return object;
  throw isAllowed(ports, call.caller, bucket, '', 's3:ListBucket')
    ? s3Error('NoSuchKey', undefined, { Key: key })
    : s3Error('AccessDenied');
}

/** Without versioning there is one version, `null`. */
export function refuseVersion({ query }: Pick<S3Call, 'query'>): void {
  const version = query.get('versionId');
  if (version !== undefined && version !== 'null') {
    throw invalidArgument('Invalid version id specified', 'versionId', version);
  }
}

/** Puts an object whose files are loose, in place of what was there. To be called in a transaction. */
export function replaceObject({ store, files }: S3Ports, bucketName: string, key: string, object: S3Object): void {
  const before = store.objects.get(bucketName, key);
  files.keep(object.files);
  store.objects.put(bucketName, key, object);
  if (before !== undefined) files.release(before.files);
}

/** To be called in a transaction. */
export function removeObject({ store, files }: S3Ports, bucketName: string, key: string): void {
  const before = store.objects.get(bucketName, key);
  if (before === undefined) return;
  store.objects.delete(bucketName, key);
  files.release(before.files);
}
