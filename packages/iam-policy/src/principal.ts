import type { ListedPrincipals } from './policy-document.ts';

/** Who makes a request, as policies of resources name them. */
export type Principal =
  /** A user, or the root of an account. */
  | { readonly kind: 'user' | 'root'; readonly arn: string; readonly accountId: string }
  /** `arn` is the session's, `roleArn` the role's. */
  | { readonly kind: 'session'; readonly arn: string; readonly roleArn: string; readonly accountId: string }
  /** `apigateway.amazonaws.com` */
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'anonymous' };

/**
 * How a statement names a principal; the strongest way counts. `role`: the role of its session; `account`: the account, which leaves
 * the decision to the account's own policies; `everyone`: `*`.
 */
export type Naming = 'itself' | 'everyone' | 'role' | 'account' | 'not';

const BY_STRENGTH: readonly Naming[] = ['not', 'account', 'role', 'everyone', 'itself'];

export function stronger(a: Naming, b: Naming): Naming {
  return BY_STRENGTH.indexOf(a) > BY_STRENGTH.indexOf(b) ? a : b;
}

export function namingOf(listed: ListedPrincipals | undefined, principal: Principal): Naming {
  if (listed === undefined) return 'everyone';
  let naming: Naming = 'not';
  for (const { type, value } of listed.principals) {
    naming = stronger(naming, namedBy(type, value, principal));
  }
  // NotPrincipal is for everybody whom it does not name in any way.
  if (listed.isNegated) return naming === 'not' ? 'everyone' : 'not';
  return naming;
}

function namedBy(type: string, value: string, principal: Principal): Naming {
  if (type === 'Service') return principal.kind === 'service' && principal.service === value ? 'itself' : 'not';
  if (type !== 'AWS') return 'not';
  if (value === '*') return principal.kind === 'service' ? 'not' : 'everyone';
  if (principal.kind === 'service' || principal.kind === 'anonymous') return 'not';
  if (value === principal.arn) return 'itself';
  if (principal.kind === 'session' && value === principal.roleArn) return 'role';
  const account = /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(value)?.[1] ?? value;
  if (account !== principal.accountId) return 'not';
  return principal.kind === 'root' ? 'itself' : 'account';
}
