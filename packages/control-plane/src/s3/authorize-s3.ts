import type { Bucket } from '@portico/store';
import type { Caller } from '../authorization.ts';
import type { S3Ports } from './ports.ts';
import { s3Error } from './s3-error.ts';

/**
 * Asks IAM, with the bucket's policy. Throws AccessDenied with its sentence.
 * @param key empty for operations on the bucket itself
 */
export function authorizeS3(
  ports: Pick<S3Ports, 'authorize'>,
  caller: Caller,
  bucket: Bucket,
  key: string,
  action: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): void {
  const message = refusal(ports, caller, bucket, key, action, context);
  if (message !== undefined) throw s3Error('AccessDenied', message);
}

/** Whether IAM allows it. */
export function isAllowed(
  ports: Pick<S3Ports, 'authorize'>,
  caller: Caller,
  bucket: Bucket,
  key: string,
  action: string,
): boolean {
  return refusal(ports, caller, bucket, key, action, {}) === undefined;
}

function refusal(
  ports: Pick<S3Ports, 'authorize'>,
  caller: Caller,
  bucket: Bucket,
  key: string,
  action: string,
  context: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  const resource = bucketArn(bucket.name) + (key === '' ? '' : `/${key}`);
  const decision = ports.authorize({
    caller,
    action,
    resource,
    context,
    resourceAccountId: bucket.accountId,
    ...(bucket.policy !== undefined && { resourcePolicy: bucket.policy }),
  });
  return decision.isAllowed ? undefined : decision.message;
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}
