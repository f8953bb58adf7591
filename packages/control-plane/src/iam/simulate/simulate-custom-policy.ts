import type { QueryOutput } from '@portico/wire';
import { principalOf } from '../authorizer/principal-of.ts';
import { invalidInput, invalidMember } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import { inputPolicies, inputPolicySet, simulate } from './simulate.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html: policies that are nobody's yet. */
export function simulateCustomPolicy(call: IamCall): QueryOutput {
  const { input, caller } = call;
  const identity = inputPolicies(input, 'PolicyInputList');
  if (identity.length === 0) throw invalidMember('PolicyInputList', undefined, 'Member must not be null');
  const arn = input.text('CallerArn') ?? caller.arn;
  const named = principalOf(arn);
  if (named === undefined || !('principal' in named)) throw invalidInput(`CallerArn ${arn} is not valid.`);
  return simulate(call, {
    principal: named.principal,
    policies: { identity, ...inputPolicySet(input) },
    keys: 'userName' in named ? [['aws:username', [named.userName]]] : [],
  });
}
