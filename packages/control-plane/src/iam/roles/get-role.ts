import type { QueryOutput } from '@portico/wire';
import { namedEntity, ROLE } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { roleOutput } from './role-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html. Last use is not recorded. */
export function getRole(call: IamCall, ports: IamPorts): QueryOutput {
  return { Role: { ...roleOutput(namedEntity(ROLE, call, ports), call.caller.accountId), RoleLastUsed: {} } };
}
