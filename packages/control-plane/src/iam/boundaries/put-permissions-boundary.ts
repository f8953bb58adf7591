import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import { required } from '../input.ts';
import type { RunIamOperation } from '../operation.ts';
import { readBoundary } from './read-boundary.ts';

function putBoundary<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    required(call.input, 'PermissionsBoundary');
    const entity = namedEntity(kind, call, ports);
    const arn = readBoundary(call, ports);
    if (arn !== undefined) saveEntity(kind, call, ports, { ...entity, PermissionsBoundary: arn });
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html */
export const putUserPermissionsBoundary: RunIamOperation = putBoundary(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary: RunIamOperation = putBoundary(ROLE);
