import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, USER } from '../entities.ts';
import type { RunIamOperation } from '../operation.ts';
import { page } from '../page.ts';

function listAttachedPolicies<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) =>
    page(
      call.input,
      'AttachedPolicies',
      namedEntity(kind, call, ports).AttachedPolicies,
      (arn) => arn,
      (arn) => ({ PolicyName: arn.split('/').at(-1) ?? '', PolicyArn: arn }),
    );
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export const listAttachedUserPolicies: RunIamOperation = listAttachedPolicies(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html */
export const listAttachedGroupPolicies: RunIamOperation = listAttachedPolicies(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: RunIamOperation = listAttachedPolicies(ROLE);
