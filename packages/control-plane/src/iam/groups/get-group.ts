import type { QueryOutput } from '@portico/wire';
import { GROUP, namedEntity, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { userOutput } from '../users/user-output.ts';
import { groupOutput } from './group-output.ts';
import { membersOf } from './members-of.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html: with its users. */
export function getGroup(call: IamCall, ports: IamPorts): QueryOutput {
  const group = namedEntity(GROUP, call, ports);
  const { accountId } = call.caller;
  const users = page(call.input, 'Users', membersOf(call, ports, group), USER.nameOf, (user) =>
    userOutput(user, accountId, false),
  );
  return { Group: groupOutput(group, accountId), ...users };
}
