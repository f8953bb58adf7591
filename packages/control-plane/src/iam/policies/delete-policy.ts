import { deleteConflict } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { iamScope } from '../scope.ts';
import { ownPolicy } from './named-policy.ts';
import { policyUsers } from './policy-users.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export function deletePolicy(call: IamCall, ports: IamPorts): undefined {
  const { arn, policy } = ownPolicy(call, ports);
  if (policyUsers(call, ports, arn).length > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
  if (policy.Versions.length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  ports.store.iamPolicies.delete(iamScope(call.caller), policy.PolicyName.toLowerCase());
  return undefined;
}
