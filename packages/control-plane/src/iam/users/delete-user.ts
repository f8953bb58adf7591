import { accessKeysOf } from '../access-keys/access-keys-of.ts';
import { namedEntity, removeEntity, USER } from '../entities.ts';
import { deleteConflict } from '../errors.ts';
import { refuseWhileItHasPolicies } from '../inline-policies/refuse-while-it-has-policies.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export function deleteUser(call: IamCall, ports: IamPorts): undefined {
  const user = namedEntity(USER, call, ports);
  if (user.Groups.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
  refuseWhileItHasPolicies(user);
  if (accessKeysOf(call, ports, user.UserName).length > 0) {
    throw deleteConflict('Cannot delete entity, must delete access keys first.');
  }
  removeEntity(USER, call, ports, user);
  return undefined;
}
