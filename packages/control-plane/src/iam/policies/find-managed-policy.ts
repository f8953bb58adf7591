import type { IamPolicy, PolicyVersion, Store } from '@portico/store';
import { awsManagedPolicy } from '../managed/aws-managed-policies.ts';
import { iamScope } from '../scope.ts';
import { policyArn } from './policy-arn.ts';

/** A managed policy that the account can use: one of its own, or one of AWS's. */
export function findManagedPolicy(
  store: Store,
  owner: { readonly accountId: string },
  arn: string,
): IamPolicy | undefined {
  if (arn.startsWith('arn:aws:iam::aws:')) return awsManagedPolicy(arn);
  const policy = store.iamPolicies.get(iamScope(owner), (arn.split('/').at(-1) ?? '').toLowerCase());
  return policy !== undefined && policyArn(owner.accountId, policy) === arn ? policy : undefined;
}

/** The version that counts. */
export function defaultVersion(policy: IamPolicy): PolicyVersion {
  const version = policy.Versions.find(({ IsDefaultVersion }) => IsDefaultVersion);
  if (version === undefined) throw new Error(`policy ${policy.PolicyName} has no default version`);
  return version;
}
