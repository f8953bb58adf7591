import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, USER } from '../entities.ts';
import type { RunIamOperation } from '../operation.ts';
import { encodeDocument } from '../policy-text.ts';
import { namedInlinePolicy } from './named-inline-policy.ts';

function getInlinePolicy<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const entity = namedEntity(kind, call, ports);
    const { PolicyName, PolicyDocument } = namedInlinePolicy(kind, call, entity);
    return { [kind.nameMember]: kind.nameOf(entity), PolicyName, PolicyDocument: encodeDocument(PolicyDocument) };
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export const getUserPolicy: RunIamOperation = getInlinePolicy(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html */
export const getGroupPolicy: RunIamOperation = getInlinePolicy(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: RunIamOperation = getInlinePolicy(ROLE);
