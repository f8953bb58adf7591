import type { QueryOutput } from '@portico/wire';
import { listEntities, USER } from '../entities.ts';
import { readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { userOutput } from './user-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export function listUsers(call: IamCall, ports: IamPorts): QueryOutput {
  const prefix = readPath(call.input, 'PathPrefix');
  const users = listEntities(USER, call, ports).filter(({ Path }) => Path.startsWith(prefix));
  return page(call.input, 'Users', users, USER.nameOf, (user) => userOutput(user, call.caller.accountId, false));
}
