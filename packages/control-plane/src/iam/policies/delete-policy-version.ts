import { deleteConflict } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { ownPolicy, savePolicy } from './named-policy.ts';
import { namedVersion } from './named-version.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export function deletePolicyVersion(call: IamCall, ports: IamPorts): undefined {
  const named = ownPolicy(call, ports);
  const version = namedVersion(call, named);
  if (version.IsDefaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
  const Versions = named.policy.Versions.filter(({ VersionId }) => VersionId !== version.VersionId);
  savePolicy(call, ports, { ...named.policy, Versions });
  return undefined;
}
