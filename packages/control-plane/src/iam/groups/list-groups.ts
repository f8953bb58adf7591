import type { QueryOutput } from '@portico/wire';
import { GROUP, listEntities } from '../entities.ts';
import { readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { groupOutput } from './group-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export function listGroups(call: IamCall, ports: IamPorts): QueryOutput {
  const prefix = readPath(call.input, 'PathPrefix');
  const groups = listEntities(GROUP, call, ports).filter(({ Path }) => Path.startsWith(prefix));
  return page(call.input, 'Groups', groups, GROUP.nameOf, (group) => groupOutput(group, call.caller.accountId));
}
