import type { CompiledPolicy } from '@portico/iam-policy';
import { compilePolicy, type Principal, parsePolicy } from '@portico/iam-policy';
import type { IamEntity, IamRole, IamTag, Store } from '@portico/store';
import { entityArn, findEntity, GROUP, ROLE, USER } from '../entities.ts';
import { defaultVersion, findManagedPolicy } from '../policies/find-managed-policy.ts';
import { principalOf } from './principal-of.ts';

/** A user, a role or a root with the policies that it has now. */
export interface DirectoryEntry {
  readonly principal: Principal;
  /** `aws:userid`: `AIDA...`, `AROA...:session`, or the account of a root. */
  readonly userId: string;
  readonly userName: string | undefined;
  readonly tags: readonly IamTag[];
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: CompiledPolicy | undefined;
}

export interface DirectoryRole {
  readonly role: IamRole;
  readonly trust: CompiledPolicy;
}

/** What the store has of IAM, compiled, until it is told to forget. */
export interface Directory {
  /** Undefined: nobody (any more). */
  find(arn: string): DirectoryEntry | undefined;
  /** By its ARN, path included. */
  findRole(roleArn: string): DirectoryRole | undefined;
  forget(): void;
}

/** Sessions have ARNs of their own: without a bound an assumed role a second would fill the memory. */
const MAX_ENTRIES = 10_000;

export function createDirectory(store: Store): Directory {
  const entries = new Map<string, DirectoryEntry>();
  const roles = new Map<string, DirectoryRole>();

  function read(arn: string): DirectoryEntry | undefined {
    const named = principalOf(arn);
    if (named === undefined) return undefined;
    if ('roleName' in named) {
      const { accountId, roleName, sessionName } = named;
      const role = findEntity(ROLE, store, { accountId }, roleName);
      if (role === undefined || role.RoleName !== roleName) return undefined;
      const roleArn = entityArn(ROLE, accountId, role);
      return {
        principal: { kind: 'session', arn, roleArn, accountId },
        userId: `${role.RoleId}:${sessionName}`,
        userName: undefined,
        tags: role.Tags,
        ...policiesOf(accountId, role, []),
      };
    }
    const { principal } = named;
    const { accountId } = principal;
    if (!('userName' in named)) {
      return { principal, userId: accountId, userName: undefined, tags: [], identity: [], boundary: undefined };
    }
    const user = findEntity(USER, store, principal, named.userName);
    if (user === undefined || entityArn(USER, accountId, user) !== arn) return undefined;
    const groups = user.Groups.map((name) => findEntity(GROUP, store, principal, name)).filter(
      (one) => one !== undefined,
    );
    return {
      principal,
      userId: user.UserId,
      userName: user.UserName,
      tags: user.Tags,
      ...policiesOf(accountId, user, groups),
    };
  }

  function policiesOf(
    accountId: string,
    entity: IamEntity,
    groups: readonly IamEntity[],
  ): Pick<DirectoryEntry, 'identity' | 'boundary'> {
    const identity = [entity, ...groups].flatMap(({ InlinePolicies, AttachedPolicies }) => [
      ...InlinePolicies.map(({ PolicyName, PolicyDocument }) => compileText(PolicyDocument, PolicyName)),
      ...AttachedPolicies.map((arn) => managed(accountId, arn)).filter((one) => one !== undefined),
    ]);
    const { PermissionsBoundary } = entity;
    if (PermissionsBoundary === undefined) return { identity, boundary: undefined };
    // A boundary that is gone allows nothing.
    const boundary = managed(accountId, PermissionsBoundary) ?? {
      name: PermissionsBoundary,
      statements: [],
      isConstant: true,
    };
    return { identity, boundary };
  }

  function managed(accountId: string, arn: string): CompiledPolicy | undefined {
    const policy = findManagedPolicy(store, { accountId }, arn);
    return policy && compileText(defaultVersion(policy).Document, arn);
  }

  return {
    find(arn) {
      const known = entries.get(arn);
      if (known !== undefined) return known;
      const entry = read(arn);
      if (entries.size >= MAX_ENTRIES) entries.clear();
      if (entry !== undefined) entries.set(arn, entry);
      return entry;
    },
    findRole(roleArn) {
      const known = roles.get(roleArn);
      if (known !== undefined) return known;
      const [, accountId = '', name = ''] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
      const role = findEntity(ROLE, store, { accountId }, name);
      if (role === undefined || entityArn(ROLE, accountId, role) !== roleArn) return undefined;
      const trust = compilePolicy(parsePolicy(role.AssumeRolePolicyDocument, 'trust'), 'the trust policy');
      const found = { role, trust };
      roles.set(roleArn, found);
      return found;
    },
    forget() {
      entries.clear();
      roles.clear();
    },
  };
}

function compileText(text: string, name: string): CompiledPolicy {
  return compilePolicy(parsePolicy(text, 'identity'), name);
}
