import type { QueryOutput } from '@portico/wire';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { namedPolicy } from './named-policy.ts';
import { versionOutput } from './policy-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html: the newest first. */
export function listPolicyVersions(call: IamCall, ports: IamPorts): QueryOutput {
  const versions = namedPolicy(call, ports).policy.Versions.toReversed();
  return page(
    call.input,
    'Versions',
    versions.map((version, index) => ({ version, index })),
    ({ index }) => String(index).padStart(3, '0'),
    ({ version }) => versionOutput(version, false),
  );
}
