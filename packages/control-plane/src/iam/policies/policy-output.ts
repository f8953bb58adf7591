import type { IamPolicy, PolicyVersion } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import { encodeDocument } from '../policy-text.ts';
import { tagsOutput } from '../tags.ts';
import { defaultVersion } from './find-managed-policy.ts';
import type { PolicyUser } from './policy-users.ts';

/** @param details description and tags, which lists leave out */
export function policyOutput(
  policy: IamPolicy,
  arn: string,
  users: readonly PolicyUser[],
  details = true,
): QueryOutput {
  return {
    PolicyName: policy.PolicyName,
    PolicyId: policy.PolicyId,
    Arn: arn,
    Path: policy.Path,
    DefaultVersionId: defaultVersion(policy).VersionId,
    AttachmentCount: users.filter(({ attached }) => attached).length,
    PermissionsBoundaryUsageCount: users.filter(({ asBoundary }) => asBoundary).length,
    IsAttachable: true,
    ...(details && { Description: policy.Description }),
    CreateDate: isoTime(policy.CreateDate),
    UpdateDate: isoTime(policy.UpdateDate),
    ...(details && tagsOutput(policy.Tags)),
  };
}

/** @param withDocument lists leave it out */
export function versionOutput(version: PolicyVersion, withDocument: boolean): QueryOutput {
  return {
    ...(withDocument && { Document: encodeDocument(version.Document) }),
    VersionId: version.VersionId,
    IsDefaultVersion: version.IsDefaultVersion,
    CreateDate: isoTime(version.CreateDate),
  };
}
