import { compilePolicy, parsePolicy } from '@portico/iam-policy';
import type { QueryOutput } from '@portico/wire';
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

function sourceOf({ caller }: IamCall, { store }: IamPorts, arn: string): DirectoryEntry {
  const [, accountId, kind, name = ''] =
    /^arn:aws[a-z-]*:iam::(\d{12}):(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (kind === undefined || accountId !== caller.accountId) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  if (kind === 'group') return groupEntry(store, caller.accountId, name);
  const directory = createDirectory(store);
  const role = kind === 'role' ? directory.findRole(arn)?.role.RoleName : undefined;
  const entry = directory.find(role === undefined ? arn : `arn:aws:sts::${accountId}:assumed-role/${role}/simulation`);
  if (entry === undefined) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  return entry;

  function groupEntry(from: typeof store, account: string, groupName: string): DirectoryEntry {
    const group = findEntity(GROUP, from, { accountId: account }, groupName);
    if (group === undefined) throw noSuchEntity(`The group with name ${groupName} cannot be found.`);
    const attached = group.AttachedPolicies.map((policy) => [policy, findManagedPolicy(from, caller, policy)] as const);
    const texts = [
      ...group.InlinePolicies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument] as const),
      ...attached.map(([policy, found]) => [policy, found && defaultVersion(found).Document] as const),
    ];
    return {
      principal: { kind: 'user', arn, accountId: account },
      userId: group.GroupId,
      userName: undefined,
      tags: [],
      identity: texts.flatMap(([label, text]) =>
        text === undefined ? [] : [compilePolicy(parsePolicy(text, 'identity'), label)],
      ),
      boundary: undefined,
    };
  }
}
