import type { IamGroup } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { entityName, findEntity, GROUP, saveEntity } from '../entities.ts';
import { entityAlreadyExists } from '../errors.ts';
import { newUniqueId } from '../identifiers.ts';
import { readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { groupOutput } from './group-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export function createGroup(call: IamCall, ports: IamPorts): QueryOutput {
  const GroupName = entityName(GROUP, call.input);
  const Path = readPath(call.input);
  if (findEntity(GROUP, ports.store, call.caller, GroupName) !== undefined) {
    throw entityAlreadyExists(`Group with name ${GroupName} already exists.`);
  }
  const group: IamGroup = {
    Path,
    GroupName,
    GroupId: newUniqueId(ports, 'AGPA'),
    CreateDate: ports.now() / 1000,
    Tags: [],
    InlinePolicies: [],
    AttachedPolicies: [],
  };
  saveEntity(GROUP, call, ports, group);
  return { Group: groupOutput(group, call.caller.accountId) };
}
