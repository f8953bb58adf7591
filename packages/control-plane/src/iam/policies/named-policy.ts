import type { IamPolicy } from '@portico/store';
import { AwsError } from '@portico/wire';
import { noSuchPolicy } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { iamScope } from '../scope.ts';
import { findManagedPolicy } from './find-managed-policy.ts';
import { readPolicyArn } from './policy-arn.ts';

export interface NamedPolicy {
  readonly arn: string;
  readonly policy: IamPolicy;
}

/** The managed policy that the input names. Throws NoSuchEntity. */
export function namedPolicy({ caller, input }: IamCall, { store }: IamPorts): NamedPolicy {
  const arn = readPolicyArn(input);
  const policy = findManagedPolicy(store, caller, arn);
  if (policy === undefined) throw noSuchPolicy(arn);
  return { arn, policy };
}

/** One of the account's own: AWS's cannot be changed. */
export function ownPolicy(call: IamCall, ports: IamPorts): NamedPolicy {
  const named = namedPolicy(call, ports);
  if (named.arn.startsWith('arn:aws:iam::aws:')) {
    // TODO(aws-verify): the text
    throw new AwsError('AccessDenied', 403, `Policy ${named.arn} is managed by AWS and cannot be changed.`);
  }
  return named;
}

export function savePolicy({ caller }: IamCall, { store }: IamPorts, policy: IamPolicy): void {
  store.iamPolicies.put(iamScope(caller), policy.PolicyName.toLowerCase(), policy);
}
