import type { QueryOutput } from '@portico/wire';
import { GROUP, listEntities, namedEntity, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { groupOutput } from './group-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export function listGroupsForUser(call: IamCall, ports: IamPorts): QueryOutput {
  const { Groups } = namedEntity(USER, call, ports);
  const groups = listEntities(GROUP, call, ports).filter(({ GroupName }) => Groups.includes(GroupName));
  return page(call.input, 'Groups', groups, GROUP.nameOf, (group) => groupOutput(group, call.caller.accountId));
}
