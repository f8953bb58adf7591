import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, listEntities, ROLE, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

export interface PolicyUser {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly attached: boolean;
  readonly asBoundary: boolean;
}

/** Who has a managed policy attached, or as a boundary. */
export function policyUsers(call: IamCall, ports: IamPorts, arn: string): readonly PolicyUser[] {
  return [...usersOf(USER), ...usersOf(GROUP), ...usersOf(ROLE)];

  function usersOf<Entity extends IamEntity>(kind: EntityKind<Entity>): readonly PolicyUser[] {
    return listEntities(kind, call, ports)
      .map((entity) => ({
        kind: kind.word,
        name: kind.nameOf(entity),
        id: kind.idOf(entity),
        path: entity.Path,
        attached: entity.AttachedPolicies.includes(arn),
        asBoundary: entity.PermissionsBoundary === arn,
      }))
      .filter(({ attached, asBoundary }) => attached || asBoundary);
  }
}
