import type { CompiledPolicy, CompiledStatement, PolicyRequest } from './compile-policy.ts';
import type { Naming } from './principal.ts';
import { stronger } from './principal.ts';

/** The policies that have a say in a request. */
export interface PolicySet {
  /** Of the user and its groups, or of the role. */
  readonly identity: readonly CompiledPolicy[];
  /** What the identity's policies can allow at most; undefined: no boundary. */
  readonly boundary?: CompiledPolicy;
  /** What a session can do at most: one of them must allow; undefined or empty: the session is not narrowed. */
  readonly session?: readonly CompiledPolicy[];
  /** Of the resource itself; the trust policy for sts:AssumeRole. */
  readonly resource?: CompiledPolicy;
  /** The principal belongs to another account than the resource: both sides must allow. */
  readonly isCrossAccount?: boolean;
  /** The resource's policy must allow, whatever the identity's policies say: a role's trust policy. */
  readonly needsResource?: boolean;
}

export type PolicyType = 'identity' | 'boundary' | 'session' | 'resource';

/** A statement that decided, and the policy that it stands in. */
export interface DecidingStatement {
  readonly policyType: PolicyType;
  readonly policyName: string;
  readonly label: string;
  readonly index: number;
}

export type Decision =
  | { readonly outcome: 'allowed'; readonly statements: readonly DecidingStatement[] }
  | {
      readonly outcome: 'explicitDeny';
      readonly statements: readonly DecidingStatement[];
      readonly policyType: PolicyType;
    }
  /** `policyType`: which kind of policy would have to allow it. */
  | { readonly outcome: 'implicitDeny'; readonly policyType: PolicyType };

/**
 * Decides a request (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html): an explicit deny
 * anywhere wins; then, inside of an account, the resource's policy may allow by itself when it names the user or the session;
 * otherwise the identity's policies must allow, and so must boundary and session policies where there are any.
 */
export function evaluate(policies: PolicySet, request: PolicyRequest): Decision {
  const {
    identity,
    boundary,
    session = [],
    resource,
    isCrossAccount = false,
    needsResource = isCrossAccount,
  } = policies;
  const byIdentity = ask('identity', identity, request);
  const byBoundary = ask('boundary', boundary === undefined ? [] : [boundary], request);
  const bySession = ask('session', session, request);
  const byResource = ask('resource', resource === undefined ? [] : [resource], request);
  for (const answer of [byIdentity, byResource, byBoundary, bySession]) {
    if (answer.denies.length > 0) {
      return { outcome: 'explicitDeny', statements: answer.denies, policyType: answer.policyType };
    }
  }
  if (needsResource && byResource.allows.length === 0) return implicitDeny('resource');
  if (!isCrossAccount && byResource.naming === 'itself') return allowed(byResource);
  if (!isCrossAccount && byResource.naming === 'everyone' && request.principal.kind !== 'session') {
    return allowed(byResource);
  }
  // A role, or everybody, named by the resource's policy: as good as the role's own policies, and bounded as they are.
  const isNamed = !isCrossAccount && (byResource.naming === 'role' || byResource.naming === 'everyone');
  if (!isNamed && byIdentity.allows.length === 0) return implicitDeny('identity');
  if (boundary !== undefined && byBoundary.allows.length === 0) return implicitDeny('boundary');
  if (session.length > 0 && bySession.allows.length === 0) return implicitDeny('session');
  return allowed(byIdentity, byResource, byBoundary, bySession);
}

interface Answer {
  readonly policyType: PolicyType;
  readonly allows: readonly DecidingStatement[];
  readonly denies: readonly DecidingStatement[];
  /** The strongest way in which a statement that allows names the principal. */
  readonly naming: Naming;
}

function ask(policyType: PolicyType, policies: readonly CompiledPolicy[], request: PolicyRequest): Answer {
  const allows: DecidingStatement[] = [];
  const denies: DecidingStatement[] = [];
  let naming: Naming = 'not';
  for (const policy of policies) {
    for (const statement of policy.statements) {
      const named = statement.applies(request);
      if (named === 'not') continue;
      (statement.effect === 'Deny' ? denies : allows).push(deciding(policyType, policy, statement));
      if (statement.effect === 'Allow') naming = stronger(naming, named);
    }
  }
  return { policyType, allows, denies, naming };
}

function deciding(policyType: PolicyType, policy: CompiledPolicy, statement: CompiledStatement): DecidingStatement {
  return { policyType, policyName: policy.name, label: statement.label, index: statement.index };
}

function allowed(...answers: readonly Answer[]): Decision {
  return { outcome: 'allowed', statements: answers.flatMap(({ allows }) => allows) };
}

function implicitDeny(policyType: PolicyType): Decision {
  return { outcome: 'implicitDeny', policyType };
}
