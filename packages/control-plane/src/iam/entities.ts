import type { Documents, IamEntity, IamGroup, IamRole, IamUser, Store } from '@portico/store';
import type { FormInput } from '@portico/wire';
import { noSuchEntity } from './errors.ts';
import { readName } from './input.ts';
import type { IamCall } from './operation.ts';
import type { IamPorts } from './ports.ts';
import { iamScope } from './scope.ts';

/** What users, groups and roles differ in, for operations that all three have. */
export interface EntityKind<Entity extends IamEntity = IamEntity> {
  /** As in ARNs and messages. */
  readonly word: 'user' | 'group' | 'role';
  readonly nameMember: string;
  readonly maxNameLength: number;
  /** Octets of all inline policies together, without white space. */
  readonly maxInlinePolicySize: number;
  readonly quotaName: string;
  readonly collection: (store: Store) => Documents<Entity>;
  readonly nameOf: (entity: Entity) => string;
  readonly idOf: (entity: Entity) => string;
}

export const USER: EntityKind<IamUser> = {
  word: 'user',
  nameMember: 'UserName',
  maxNameLength: 64,
  maxInlinePolicySize: 2048,
  quotaName: 'User',
  collection: (store) => store.iamUsers,
  nameOf: ({ UserName }) => UserName,
  idOf: ({ UserId }) => UserId,
};

export const GROUP: EntityKind<IamGroup> = {
  word: 'group',
  nameMember: 'GroupName',
  maxNameLength: 128,
  maxInlinePolicySize: 5120,
  quotaName: 'Group',
  collection: (store) => store.iamGroups,
  nameOf: ({ GroupName }) => GroupName,
  idOf: ({ GroupId }) => GroupId,
};

export const ROLE: EntityKind<IamRole> = {
  word: 'role',
  nameMember: 'RoleName',
  maxNameLength: 64,
  maxInlinePolicySize: 10_240,
  quotaName: 'Role',
  collection: (store) => store.iamRoles,
  nameOf: ({ RoleName }) => RoleName,
  idOf: ({ RoleId }) => RoleId,
};

/** `arn:aws:iam::000000000000:role/path/name` */
export function entityArn<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  accountId: string,
  entity: Entity,
): string {
  return `arn:aws:iam::${accountId}:${kind.word}${entity.Path}${kind.nameOf(entity)}`;
}

export function entityName(kind: Pick<EntityKind, 'nameMember' | 'maxNameLength'>, input: FormInput): string {
  return readName(input, kind.nameMember, kind.maxNameLength);
}

/** Names are told apart without regard to case. */
export function findEntity<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  store: Store,
  owner: { readonly accountId: string },
  name: string,
): Entity | undefined {
  return kind.collection(store).get(iamScope(owner), name.toLowerCase());
}

/** The entity that the input names. Throws NoSuchEntity. */
export function namedEntity<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  { caller, input }: IamCall,
  { store }: IamPorts,
): Entity {
  const name = entityName(kind, input);
  const entity = findEntity(kind, store, caller, name);
  if (entity === undefined) throw noSuchEntity(`The ${kind.word} with name ${name} cannot be found.`);
  return entity;
}

export function saveEntity<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  { caller }: IamCall,
  { store }: IamPorts,
  entity: Entity,
): void {
  kind.collection(store).put(iamScope(caller), kind.nameOf(entity).toLowerCase(), entity);
}

export function removeEntity<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  { caller }: IamCall,
  { store }: IamPorts,
  entity: Entity,
): void {
  kind.collection(store).delete(iamScope(caller), kind.nameOf(entity).toLowerCase());
}

export function listEntities<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  { caller }: IamCall,
  { store }: IamPorts,
): readonly Entity[] {
  return kind.collection(store).list(iamScope(caller));
}
