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
  return usersByPolicy(call, ports)(arn);
}

/** The same for many policies: the entities are read once. */
export function usersByPolicy(call: IamCall, ports: IamPorts): (arn: string) => readonly PolicyUser[] {
  const entities = [...entitiesOf(USER), ...entitiesOf(GROUP), ...entitiesOf(ROLE)];
  return (arn) =>
    entities
      .map(({ entity, ...who }) => ({
        ...who,
        attached: entity.AttachedPolicies.includes(arn),
        asBoundary: entity.PermissionsBoundary === arn,
      }))
      .filter(({ attached, asBoundary }) => attached || asBoundary);

  function entitiesOf<Entity extends IamEntity>(kind: EntityKind<Entity>): readonly ListedEntity[] {
    return listEntities(kind, call, ports).map((entity) => ({
      entity,
      kind: kind.word,
      name: kind.nameOf(entity),
      id: kind.idOf(entity),
      path: entity.Path,
    }));
  }
}

interface ListedEntity extends Omit<PolicyUser, 'attached' | 'asBoundary'> {
  readonly entity: IamEntity;
}
