import type { VerifiedIdentity } from '@portico/wire';

/**
 * Who acts: hand the verified identity on as it is, because its session may be narrowed by policies. A role that a service has
 * assumed is `{ arn: 'arn:aws:sts::{account}:assumed-role/{role name}/{session}', accountId }`.
 */
export type Caller = Pick<VerifiedIdentity, 'arn' | 'accountId'> &
  Partial<Pick<VerifiedIdentity, 'region' | 'session' | 'sourceIp'>>;

/** What a caller wants to do, as IAM asks it. */
export interface AccessRequest {
  /** ARN of a root, a user or an assumed-role session. */
  readonly caller: Caller;
  /** `sagemaker:CreateModel`, `apigateway:GET` */
  readonly action: string;
  /** The ARN of what it is done to; `*` where the operation has none. */
  readonly resource: string;
  /** Condition keys with their values: `iam:PassedToService`, `aws:SourceIp`. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** Policy of the resource itself, such as a bucket's: JSON text. */
  readonly resourcePolicy?: string;
  /** Who owns the resource, where its ARN has no account, such as a bucket's. Absent: the caller's account. */
  readonly resourceAccountId?: string;
}

export type AccessDecision =
  | { readonly isAllowed: true }
  /** `message` is IAM's own sentence: who is not authorized to perform which action on which resource, and why. */
  | { readonly isAllowed: false; readonly message: string };

/**
 * Decides by the caller's policies, the resource's and what denies (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export type Authorize = (request: AccessRequest) => AccessDecision;
