import { namedEntity, ROLE, removeEntity } from '../entities.ts';
import { refuseWhileItHasPolicies } from '../inline-policies/refuse-while-it-has-policies.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export function deleteRole(call: IamCall, ports: IamPorts): undefined {
  const role = namedEntity(ROLE, call, ports);
  refuseWhileItHasPolicies(role);
  removeEntity(ROLE, call, ports, role);
  return undefined;
}
