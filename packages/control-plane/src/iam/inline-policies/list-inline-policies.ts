import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, USER } from '../entities.ts';
import type { RunIamOperation } from '../operation.ts';
import { page } from '../page.ts';

function listInlinePolicies<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const names = namedEntity(kind, call, ports).InlinePolicies.map(({ PolicyName }) => PolicyName);
    return page(
      call.input,
      'PolicyNames',
      names,
      (name) => name,
      (name) => name,
    );
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const listUserPolicies: RunIamOperation = listInlinePolicies(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html */
export const listGroupPolicies: RunIamOperation = listInlinePolicies(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: RunIamOperation = listInlinePolicies(ROLE);
