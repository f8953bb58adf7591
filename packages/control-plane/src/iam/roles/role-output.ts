import type { IamRole } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import { boundaryOutput } from '../boundaries/boundary-output.ts';
import { entityArn, ROLE } from '../entities.ts';
import { encodeDocument } from '../policy-text.ts';
import { tagsOutput } from '../tags.ts';

/** @param details tags, boundary and last use, which lists leave out */
export function roleOutput(role: IamRole, accountId: string, details = true): QueryOutput {
  return {
    Path: role.Path,
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: entityArn(ROLE, accountId, role),
    CreateDate: isoTime(role.CreateDate),
    AssumeRolePolicyDocument: encodeDocument(role.AssumeRolePolicyDocument),
    Description: role.Description,
    MaxSessionDuration: role.MaxSessionDuration,
    ...(details && { ...boundaryOutput(role), ...tagsOutput(role.Tags) }),
  };
}
