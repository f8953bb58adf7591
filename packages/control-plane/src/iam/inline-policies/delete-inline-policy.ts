import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import type { RunIamOperation } from '../operation.ts';
import { namedInlinePolicy } from './named-inline-policy.ts';

function deleteInlinePolicy<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const entity = namedEntity(kind, call, ports);
    const { PolicyName } = namedInlinePolicy(kind, call, entity);
    const InlinePolicies = entity.InlinePolicies.filter((policy) => policy.PolicyName !== PolicyName);
    saveEntity(kind, call, ports, { ...entity, InlinePolicies });
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const deleteUserPolicy: RunIamOperation = deleteInlinePolicy(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html */
export const deleteGroupPolicy: RunIamOperation = deleteInlinePolicy(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy: RunIamOperation = deleteInlinePolicy(ROLE);
