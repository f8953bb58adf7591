import type { QueryOutput } from '@portico/wire';
import { invalidMember } from '../errors.ts';
import { readPath } from '../input.ts';
import { AWS_MANAGED_POLICIES } from '../managed/aws-managed-policies.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { iamScope } from '../scope.ts';
import { policyArn } from './policy-arn.ts';
import { policyOutput } from './policy-output.ts';
import { usersByPolicy } from './policy-users.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html. Of AWS's policies those are listed that exist here. */
export function listPolicies(call: IamCall, ports: IamPorts): QueryOutput {
  const { caller, input } = call;
  const scope = input.text('Scope') ?? 'All';
  if (scope !== 'All' && scope !== 'AWS' && scope !== 'Local') {
    throw invalidMember('Scope', scope, 'Member must satisfy enum value set: [All, AWS, Local]');
  }
  const prefix = readPath(input, 'PathPrefix');
  const own = ports.store.iamPolicies
    .list(iamScope(caller))
    .map((policy) => ({ policy, arn: policyArn(caller.accountId, policy) }));
  const usersOf = usersByPolicy(call, ports);
  const candidates = [...(scope === 'AWS' ? [] : own), ...(scope === 'Local' ? [] : AWS_MANAGED_POLICIES)]
    .filter(({ policy }) => policy.Path.startsWith(prefix))
    .map(({ policy, arn }) => ({ policy, arn, users: usersOf(arn) }))
    .filter(({ users }) => input.text('OnlyAttached') !== 'true' || users.some(({ attached }) => attached));
  return page(
    input,
    'Policies',
    candidates,
    ({ arn }) => arn,
    ({ policy, arn, users }) => policyOutput(policy, arn, users, false),
  );
}
