import type { IamEntity, IamTag } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import { ownPolicy, savePolicy } from '../policies/named-policy.ts';
import type { IamPorts } from '../ports.ts';

/** What an input names, as far as tags go. */
export interface Tagged {
  readonly tags: readonly IamTag[];
  readonly save: (tags: readonly IamTag[]) => void;
}

export type FindTagged = (call: IamCall, ports: IamPorts) => Tagged;

function entityTags<Entity extends IamEntity>(kind: EntityKind<Entity>): FindTagged {
  return (call, ports) => {
    const entity = namedEntity(kind, call, ports);
    return { tags: entity.Tags, save: (Tags) => saveEntity(kind, call, ports, { ...entity, Tags }) };
  };
}

export const taggedUser: FindTagged = entityTags(USER);
export const taggedRole: FindTagged = entityTags(ROLE);

export function taggedPolicy(call: IamCall, ports: IamPorts): Tagged {
  const { policy } = ownPolicy(call, ports);
  return { tags: policy.Tags, save: (Tags) => savePolicy(call, ports, { ...policy, Tags }) };
}
