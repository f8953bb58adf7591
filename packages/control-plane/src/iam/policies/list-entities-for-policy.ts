import type { QueryOutput } from '@portico/wire';
import { readPath } from '../input.ts';
import type { IamCall } from '../operation.ts';
import { pageOf } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { namedPolicy } from './named-policy.ts';
import type { PolicyUser } from './policy-users.ts';
import { policyUsers } from './policy-users.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export function listEntitiesForPolicy(call: IamCall, ports: IamPorts): QueryOutput {
  const { arn } = namedPolicy(call, ports);
  const prefix = readPath(call.input, 'PathPrefix');
  const asBoundary = call.input.text('PolicyUsageFilter') === 'PermissionsBoundary';
  const users = policyUsers(call, ports, arn)
    .filter((user) => (asBoundary ? user.asBoundary : user.attached))
    .filter(({ path }) => path.startsWith(prefix));
  const { shown, ...next } = pageOf(call.input, users, ({ kind, name }) => `${kind}/${name}`);
  const listed = (kind: PolicyUser['kind'], word: string): QueryOutput[] =>
    shown.filter((user) => user.kind === kind).map(({ name, id }) => ({ [`${word}Name`]: name, [`${word}Id`]: id }));
  return {
    PolicyGroups: listed('group', 'Group'),
    PolicyUsers: listed('user', 'User'),
    PolicyRoles: listed('role', 'Role'),
    ...next,
  };
}
