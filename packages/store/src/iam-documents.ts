import type { Scope } from './scope.ts';

/** IAM's nouns as stored, spelled as its API spells them. Times are epoch seconds. */

/** IAM is global: the region of everything in it. */
export const IAM_REGION = 'aws-global';

/** Of access keys: a request names the key and no account. */
export const ACCESS_KEY_SCOPE: Scope = { accountId: '', region: IAM_REGION };

/** What users, groups and roles have in common. Documents are kept under the name in lower case, because IAM tells no case apart. */
export interface IamEntity {
  /** `/`, or `/division/team/`. */
  readonly Path: string;
  readonly CreateDate: number;
  readonly Tags: readonly IamTag[];
  readonly InlinePolicies: readonly InlinePolicy[];
  /** ARNs of managed policies. */
  readonly AttachedPolicies: readonly string[];
  /** ARN of a managed policy. */
  readonly PermissionsBoundary?: string;
}

export interface IamTag {
  readonly Key: string;
  readonly Value: string;
}

export interface InlinePolicy {
  readonly PolicyName: string;
  /** JSON text, as it was given. */
  readonly PolicyDocument: string;
}

export interface IamUser extends IamEntity {
  readonly UserName: string;
  /** `AIDA...` */
  readonly UserId: string;
  /** Names of groups. */
  readonly Groups: readonly string[];
}

export interface IamGroup extends IamEntity {
  readonly GroupName: string;
  /** `AGPA...` */
  readonly GroupId: string;
}

export interface IamRole extends IamEntity {
  readonly RoleName: string;
  /** `AROA...` */
  readonly RoleId: string;
  /** The trust policy, JSON text. */
  readonly AssumeRolePolicyDocument: string;
  readonly Description?: string;
  /** Seconds. */
  readonly MaxSessionDuration: number;
}

/** A managed policy of the account. */
export interface IamPolicy {
  readonly PolicyName: string;
  /** `ANPA...` */
  readonly PolicyId: string;
  readonly Path: string;
  readonly Description?: string;
  readonly CreateDate: number;
  readonly UpdateDate: number;
  readonly Tags: readonly IamTag[];
  /** The oldest first; exactly one is the default. */
  readonly Versions: readonly PolicyVersion[];
  /** The number that the next version gets: numbers are not used twice. */
  readonly NextVersion: number;
}

export interface PolicyVersion {
  /** `v1` */
  readonly VersionId: string;
  readonly Document: string;
  readonly IsDefaultVersion: boolean;
  readonly CreateDate: number;
}

/** An access key that does not expire. */
export interface AccessKey {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly AccountId: string;
  /** Undefined: of the account's root. */
  readonly UserName?: string;
  readonly Status: 'Active' | 'Inactive';
  readonly CreateDate: number;
}
