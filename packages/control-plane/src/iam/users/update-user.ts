import { ACCESS_KEY_SCOPE } from '@portico/store';
import { accessKeysOf } from '../access-keys/access-keys-of.ts';
import { findEntity, namedEntity, removeEntity, saveEntity, USER } from '../entities.ts';
import { entityAlreadyExists } from '../errors.ts';
import { readName } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html: another name or path; keys and policies stay. */
export function updateUser(call: IamCall, ports: IamPorts): undefined {
  const { input, caller } = call;
  const user = namedEntity(USER, call, ports);
  const UserName =
    input.text('NewUserName') === undefined ? user.UserName : readName(input, 'NewUserName', USER.maxNameLength);
  const holder = findEntity(USER, ports.store, caller, UserName);
  if (holder !== undefined && holder.UserId !== user.UserId) {
    throw entityAlreadyExists(`User with name ${UserName} already exists.`);
  }
  const keys = accessKeysOf(call, ports, user.UserName);
  removeEntity(USER, call, ports, user);
  saveEntity(USER, call, ports, { ...user, UserName, Path: input.text('NewPath') ?? user.Path });
  for (const key of keys) ports.store.accessKeys.put(ACCESS_KEY_SCOPE, key.AccessKeyId, { ...key, UserName });
  return undefined;
}
