import type { PolicyVersion } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { limitExceeded } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { readManagedDocument } from './managed-document.ts';
import { ownPolicy, savePolicy } from './named-policy.ts';
import { versionOutput } from './policy-output.ts';

const MAX_VERSIONS = 5;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export function createPolicyVersion(call: IamCall, ports: IamPorts): QueryOutput {
  const { policy } = ownPolicy(call, ports);
  const Document = readManagedDocument(call);
  if (policy.Versions.length >= MAX_VERSIONS) {
    throw limitExceeded(
      `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const IsDefaultVersion = call.input.text('SetAsDefault') === 'true';
  const CreateDate = ports.now() / 1000;
  const version: PolicyVersion = { VersionId: `v${policy.NextVersion}`, Document, IsDefaultVersion, CreateDate };
  const others = IsDefaultVersion
    ? policy.Versions.map((one) => ({ ...one, IsDefaultVersion: false }))
    : policy.Versions;
  savePolicy(call, ports, {
    ...policy,
    Versions: [...others, version],
    NextVersion: policy.NextVersion + 1,
    UpdateDate: CreateDate,
  });
  return { PolicyVersion: versionOutput(version, false) };
}
