import type { QueryOutput } from '@portico/wire';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { namedPolicy } from './named-policy.ts';
import { namedVersion } from './named-version.ts';
import { versionOutput } from './policy-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export function getPolicyVersion(call: IamCall, ports: IamPorts): QueryOutput {
  return { PolicyVersion: versionOutput(namedVersion(call, namedPolicy(call, ports)), true) };
}
