/** A policy as it was written, in one shape: a text or a list is always a list. */
export interface PolicyDocument {
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Action, or NotAction. */
  readonly actions: Listed;
  /** Resource, or NotResource; undefined in trust policies. */
  readonly resources: Listed | undefined;
  /** Principal, or NotPrincipal; undefined in identity policies. */
  readonly principals: ListedPrincipals | undefined;
  readonly conditions: readonly PolicyCondition[];
}

export interface Listed {
  /** The element is NotAction or NotResource. */
  readonly isNegated: boolean;
  readonly patterns: readonly string[];
}

export interface ListedPrincipals {
  readonly isNegated: boolean;
  /** `"Principal": "*"` is the type `AWS` with the value `*`. */
  readonly principals: readonly { readonly type: PrincipalType; readonly value: string }[];
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PolicyCondition {
  readonly operator: string;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** As written; keys are told apart without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Which policy it is: what one may say depends on where it is put. */
export type PolicyKind =
  /** Of a user, a group, a role, a boundary or a session. */
  | 'identity'
  /** Who may assume a role. */
  | 'trust'
  /** Of a bucket, an API or another resource. */
  | 'resource';

/** A policy that the service refuses; `message` in its words. */
export class MalformedPolicyError extends Error {
  override readonly name = 'MalformedPolicyError';
}

/** Whatever is wrong, the service says no more. */
export function syntaxError(): MalformedPolicyError {
  return new MalformedPolicyError('Syntax errors in policy.');
}
