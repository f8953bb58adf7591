import type { QueryOutput } from '@portico/wire';
import { listEntities, ROLE } from '../entities.ts';
import { readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { roleOutput } from './role-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(call: IamCall, ports: IamPorts): QueryOutput {
  const prefix = readPath(call.input, 'PathPrefix');
  const roles = listEntities(ROLE, call, ports).filter(({ Path }) => Path.startsWith(prefix));
  return page(call.input, 'Roles', roles, ROLE.nameOf, (role) => roleOutput(role, call.caller.accountId, false));
}
