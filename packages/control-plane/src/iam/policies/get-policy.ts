import type { QueryOutput } from '@portico/wire';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { namedPolicy } from './named-policy.ts';
import { policyOutput } from './policy-output.ts';
import { policyUsers } from './policy-users.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export function getPolicy(call: IamCall, ports: IamPorts): QueryOutput {
  const { arn, policy } = namedPolicy(call, ports);
  return { Policy: policyOutput(policy, arn, policyUsers(call, ports, arn)) };
}
