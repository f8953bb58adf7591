import type { Principal } from '@portico/iam-policy';

type RootOrUser = Extract<Principal, { kind: 'root' | 'user' }>;

/** Who an ARN stands for, and the name that it is found by; undefined for an ARN of none of these. */
export type NamedPrincipal =
  | { readonly principal: RootOrUser }
  | { readonly principal: RootOrUser; readonly userName: string }
  | { readonly accountId: string; readonly arn: string; readonly roleName: string; readonly sessionName: string };

const ROOT_OR_USER = /^arn:aws[a-z-]*:iam::(\d{12}):(?:root|user\/(?:.*\/)?([^/]+))$/;
const SESSION = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/;

export function principalOf(arn: string): NamedPrincipal | undefined {
  const [, accountId, userName] = ROOT_OR_USER.exec(arn) ?? [];
  if (accountId !== undefined) {
    return userName === undefined
      ? { principal: { kind: 'root', arn, accountId } }
      : { principal: { kind: 'user', arn, accountId }, userName };
  }
  const [, account, roleName, sessionName] = SESSION.exec(arn) ?? [];
  if (account === undefined || roleName === undefined || sessionName === undefined) return undefined;
  return { accountId: account, arn, roleName, sessionName };
}
