import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { ownPolicy, savePolicy } from './named-policy.ts';
import { namedVersion } from './named-version.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export function setDefaultPolicyVersion(call: IamCall, ports: IamPorts): undefined {
  const named = ownPolicy(call, ports);
  const { VersionId } = namedVersion(call, named);
  const Versions = named.policy.Versions.map((one) => ({ ...one, IsDefaultVersion: one.VersionId === VersionId }));
  savePolicy(call, ports, { ...named.policy, Versions, UpdateDate: ports.now() / 1000 });
  return undefined;
}
