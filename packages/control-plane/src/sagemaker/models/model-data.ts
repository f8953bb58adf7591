import type { Scope } from '@portico/store';
import { AwsError } from '@portico/wire';
import { assumedRole } from '../../iam/assumed-role.ts';
import type { ObjectReader, StoredObject } from '../../s3/object-reader.ts';
import { refused } from '../errors.ts';

/** What reading a model's artifact needs of the server. */
export interface ModelDataPorts {
  readonly objects: ObjectReader;
  readonly mayAssumeRole?: (owner: Scope, roleArn: string) => boolean;
}

/** The artifact of a model, as its execution role may read it. Throws ValidationException in CreateModel's words. */
export function modelData(ports: ModelDataPorts, owner: Scope, url: string, roleArn: string): StoredObject {
  const found = findModelData(ports, owner, url, roleArn);
  if (found.object !== undefined) return found.object;
  throw found.isMissing
    ? refused(`Could not find model data at ${url}.`)
    : refused(
        `Could not access model data at ${url}. Please ensure that the role "${roleArn}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" permissions and that the object is located in ${owner.region}. If your Model uses multiple models or uncompressed models, please ensure that the role has "s3:ListBucket" permission.`,
      );
}

export type FoundModelData =
  | { readonly object: StoredObject }
  /** `isMissing`: there is no such object; otherwise the role may not read it. */
  | { readonly object?: undefined; readonly isMissing: boolean };

/** @param roleArn undefined for the server's own sample, which needs no permission */
export function findModelData(
  ports: ModelDataPorts,
  owner: Scope,
  url: string,
  roleArn: string | undefined,
): FoundModelData {
  if (roleArn !== undefined && ports.mayAssumeRole?.(owner, roleArn) === false) return { isMissing: false };
  const caller = roleArn === undefined ? undefined : assumedRole(roleArn, 'SageMaker');
  try {
    return { object: ports.objects.readObject(owner, s3Url(url), caller) };
  } catch (thrown) {
    if (!(thrown instanceof AwsError) || thrown.fault === 'server') throw thrown;
    return { isMissing: thrown.code !== 'AccessDenied' };
  }
}

/** `https://s3.us-east-1.amazonaws.com/bucket/key` and `https://bucket.s3.us-east-1.amazonaws.com/key` as `s3://bucket/key`. */
function s3Url(url: string): string {
  const path = /^https:\/\/s3[.-][^/]+\/(.+)$/.exec(url)?.[1];
  if (path !== undefined) return `s3://${path}`;
  const [, bucket, key] = /^https:\/\/(.+)\.s3[.-][^/]+\/(.+)$/.exec(url) ?? [];
  return bucket === undefined ? url : `s3://${bucket}/${key}`;
}
