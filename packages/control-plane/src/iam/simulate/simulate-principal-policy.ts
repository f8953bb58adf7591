import { type CompiledPolicy, compilePolicy, parsePolicy } from '@portico/iam-policy';
import type { QueryOutput } from '@portico/wire';
import { assumedRole } from '../assumed-role.ts';
import { globalKeys } from '../authorizer/condition-keys.ts';
import type { DirectoryEntry } from '../authorizer/directory.ts';
import { createDirectory } from '../authorizer/directory.ts';
import { findEntity, GROUP } from '../entities.ts';
import { invalidInput, noSuchEntity } from '../errors.ts';
import { required } from '../input.ts';
import type { IamCall } from '../operation.ts';
import { defaultVersion, findManagedPolicy } from '../policies/find-managed-policy.ts';
import type { IamPorts } from '../ports.ts';
import { inputPolicies, inputPolicySet, simulate } from './simulate.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html: a user, a group or a role as it is now. */
export function simulatePrincipalPolicy(call: IamCall, ports: IamPorts): QueryOutput {
  const { input } = call;
  const source = required(input, 'PolicySourceArn');
  const entry = sourceOf(call, ports, source);
  const { boundary = entry.boundary, resource } = inputPolicySet(input);
  const { accountId } = call.caller;
  return simulate(call, {
    principal: entry.principal,
    policies: {
      identity: [...entry.identity, ...inputPolicies(input, 'PolicyInputList')],
      ...(boundary !== undefined && { boundary }),
      ...(resource !== undefined && { resource }),
    },
    keys: globalKeys({ arn: source, accountId }, entry, ports.now()),
  });
}

function sourceOf(call: IamCall, ports: IamPorts, arn: string): DirectoryEntry {
  const [, accountId, kind, name = ''] =
    /^arn:aws[a-z-]*:iam::(\d{12}):(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (kind === undefined || accountId !== call.caller.accountId) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  const entry = kind === 'group' ? groupEntry(call, ports, arn, name) : userOrRoleEntry(ports, arn);
  if (entry === undefined) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  return entry;
}

function userOrRoleEntry({ store }: IamPorts, arn: string): DirectoryEntry | undefined {
  const directory = createDirectory(store);
  return directory.find(directory.findRole(arn) === undefined ? arn : assumedRole(arn, 'simulation').arn);
}

function groupEntry(
  { caller }: IamCall,
  { store }: IamPorts,
  arn: string,
  groupName: string,
): DirectoryEntry | undefined {
  const group = findEntity(GROUP, store, caller, groupName);
  if (group === undefined) return undefined;
  const inline = group.InlinePolicies.map(({ PolicyName, PolicyDocument }) => compiled(PolicyDocument, PolicyName));
  const attached = group.AttachedPolicies.flatMap((policyArn) => {
    const policy = findManagedPolicy(store, caller, policyArn);
    return policy === undefined ? [] : [compiled(defaultVersion(policy).Document, policyArn)];
  });
  return {
    principal: { kind: 'user', arn, accountId: caller.accountId },
    userId: group.GroupId,
    userName: undefined,
    tags: [],
    identity: [...inline, ...attached],
    boundary: undefined,
  };
}

function compiled(text: string, name: string): CompiledPolicy {
  return compilePolicy(parsePolicy(text, 'identity'), name);
}
