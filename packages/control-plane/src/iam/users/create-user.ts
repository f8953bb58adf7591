import type { IamUser } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { readBoundary } from '../boundaries/read-boundary.ts';
import { entityName, findEntity, saveEntity, USER } from '../entities.ts';
import { entityAlreadyExists } from '../errors.ts';
import { newUniqueId } from '../identifiers.ts';
import { readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { readTags } from '../tags.ts';
import { userOutput } from './user-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export function createUser(call: IamCall, ports: IamPorts): QueryOutput {
  const { caller, input } = call;
  const UserName = entityName(USER, input);
  const Path = readPath(input);
  const Tags = readTags(input);
  if (findEntity(USER, ports.store, caller, UserName) !== undefined) {
    throw entityAlreadyExists(`User with name ${UserName} already exists.`);
  }
  const boundary = readBoundary(call, ports);
  const user: IamUser = {
    Path,
    UserName,
    UserId: newUniqueId(ports, 'AIDA'),
    CreateDate: ports.now() / 1000,
    Tags,
    InlinePolicies: [],
    AttachedPolicies: [],
    Groups: [],
    ...(boundary !== undefined && { PermissionsBoundary: boundary }),
  };
  saveEntity(USER, call, ports, user);
  return { User: userOutput(user, caller.accountId) };
}
