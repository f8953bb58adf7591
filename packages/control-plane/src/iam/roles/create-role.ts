import type { IamRole } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { readBoundary } from '../boundaries/read-boundary.ts';
import { entityName, findEntity, ROLE, saveEntity } from '../entities.ts';
import { entityAlreadyExists } from '../errors.ts';
import { newUniqueId } from '../identifiers.ts';
import { optional, readInteger, readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { readTags } from '../tags.ts';
import { roleOutput } from './role-output.ts';
import { readTrustPolicy } from './trust-policy.ts';

/** Seconds (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html). */
export const SESSION_DURATION: { readonly min: number; readonly max: number } = { min: 3600, max: 43_200 };
export const MAX_DESCRIPTION_LENGTH = 1000;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function createRole(call: IamCall, ports: IamPorts): QueryOutput {
  const { caller, input } = call;
  const RoleName = entityName(ROLE, input);
  const Path = readPath(input);
  const Tags = readTags(input);
  const Description = optional(input, 'Description', { max: MAX_DESCRIPTION_LENGTH });
  const MaxSessionDuration = readInteger(input, 'MaxSessionDuration', SESSION_DURATION) ?? SESSION_DURATION.min;
  const AssumeRolePolicyDocument = readTrustPolicy(call, ports, 'AssumeRolePolicyDocument');
  if (findEntity(ROLE, ports.store, caller, RoleName) !== undefined) {
    throw entityAlreadyExists(`Role with name ${RoleName} already exists.`);
  }
  const boundary = readBoundary(call, ports);
  const role: IamRole = {
    Path,
    RoleName,
    RoleId: newUniqueId(ports, 'AROA'),
    CreateDate: ports.now() / 1000,
    AssumeRolePolicyDocument,
    ...(Description !== undefined && { Description }),
    MaxSessionDuration,
    Tags,
    InlinePolicies: [],
    AttachedPolicies: [],
    ...(boundary !== undefined && { PermissionsBoundary: boundary }),
  };
  saveEntity(ROLE, call, ports, role);
  return { Role: roleOutput(role, caller.accountId) };
}
