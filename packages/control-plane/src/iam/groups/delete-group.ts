import { GROUP, namedEntity, removeEntity } from '../entities.ts';
import { deleteConflict } from '../errors.ts';
import { refuseWhileItHasPolicies } from '../inline-policies/refuse-while-it-has-policies.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { membersOf } from './members-of.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export function deleteGroup(call: IamCall, ports: IamPorts): undefined {
  const group = namedEntity(GROUP, call, ports);
  if (membersOf(call, ports, group).length > 0) {
    throw deleteConflict('Cannot delete entity, must remove users from group first.');
  }
  refuseWhileItHasPolicies(group);
  removeEntity(GROUP, call, ports, group);
  return undefined;
}
