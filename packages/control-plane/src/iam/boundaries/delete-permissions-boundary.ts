import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import { noSuchEntity } from '../errors.ts';
import type { RunIamOperation } from '../operation.ts';

function deleteBoundary<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const entity = namedEntity(kind, call, ports);
    if (entity.PermissionsBoundary === undefined) {
      // TODO(aws-verify): the text
      throw noSuchEntity(`The ${kind.word} with name ${kind.nameOf(entity)} has no permissions boundary.`);
    }
    const { PermissionsBoundary: _, ...rest } = entity;
    saveEntity(kind, call, ports, rest as Entity);
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html */
export const deleteUserPermissionsBoundary: RunIamOperation = deleteBoundary(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary: RunIamOperation = deleteBoundary(ROLE);
