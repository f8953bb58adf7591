import type { IamPolicy } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { entityAlreadyExists } from '../errors.ts';
import { newUniqueId } from '../identifiers.ts';
import { optional, readName, readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { iamScope } from '../scope.ts';
import { readTags } from '../tags.ts';
import { readManagedDocument } from './managed-document.ts';
import { savePolicy } from './named-policy.ts';
import { policyArn } from './policy-arn.ts';
import { policyOutput } from './policy-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function createPolicy(call: IamCall, ports: IamPorts): QueryOutput {
  const { caller, input } = call;
  const PolicyName = readName(input, 'PolicyName', 128);
  const Path = readPath(input);
  const Description = optional(input, 'Description', { max: 1000 });
  const Tags = readTags(input);
  const Document = readManagedDocument(call);
  if (ports.store.iamPolicies.get(iamScope(caller), PolicyName.toLowerCase()) !== undefined) {
    throw entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
  }
  const CreateDate = ports.now() / 1000;
  const policy: IamPolicy = {
    PolicyName,
    PolicyId: newUniqueId(ports, 'ANPA'),
    Path,
    ...(Description !== undefined && { Description }),
    CreateDate,
    UpdateDate: CreateDate,
    Tags,
    Versions: [{ VersionId: 'v1', Document, IsDefaultVersion: true, CreateDate }],
    NextVersion: 2,
  };
  savePolicy(call, ports, policy);
  return { Policy: policyOutput(policy, policyArn(caller.accountId, policy), []) };
}
