import type { QueryOutput } from '@portico/wire';
import { namedEntity, ROLE, saveEntity } from '../entities.ts';
import { optional, readInteger, required } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { MAX_DESCRIPTION_LENGTH, SESSION_DURATION } from './create-role.ts';
import { roleOutput } from './role-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export function updateRole(call: IamCall, ports: IamPorts): QueryOutput {
  const Description = optional(call.input, 'Description', { max: MAX_DESCRIPTION_LENGTH });
  const MaxSessionDuration = readInteger(call.input, 'MaxSessionDuration', SESSION_DURATION);
  saveEntity(ROLE, call, ports, {
    ...namedEntity(ROLE, call, ports),
    ...(Description !== undefined && { Description }),
    ...(MaxSessionDuration !== undefined && { MaxSessionDuration }),
  });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export function updateRoleDescription(call: IamCall, ports: IamPorts): QueryOutput {
  const Description = required(call.input, 'Description', { max: MAX_DESCRIPTION_LENGTH });
  const role = { ...namedEntity(ROLE, call, ports), Description };
  saveEntity(ROLE, call, ports, role);
  return { Role: roleOutput(role, call.caller.accountId) };
}
