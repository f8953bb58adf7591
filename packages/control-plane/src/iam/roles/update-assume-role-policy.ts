import { namedEntity, ROLE, saveEntity } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { readTrustPolicy } from './trust-policy.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export function updateAssumeRolePolicy(call: IamCall, ports: IamPorts): undefined {
  const role = namedEntity(ROLE, call, ports);
  const AssumeRolePolicyDocument = readTrustPolicy(call, ports, 'PolicyDocument');
  saveEntity(ROLE, call, ports, { ...role, AssumeRolePolicyDocument });
  return undefined;
}
