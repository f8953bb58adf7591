import type { IamEntity, InlinePolicy } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { noSuchEntity } from '../errors.ts';
import { readName } from '../input.ts';
import type { IamCall } from '../operation.ts';

/** Throws NoSuchEntity. */
export function namedInlinePolicy<Entity extends IamEntity>(
  kind: EntityKind<Entity>,
  { input }: IamCall,
  entity: Entity,
): InlinePolicy {
  const name = readName(input, 'PolicyName', 128);
  const policy = entity.InlinePolicies.find(({ PolicyName }) => PolicyName === name);
  if (policy === undefined) throw noSuchEntity(`The ${kind.word} policy with name ${name} cannot be found.`);
  return policy;
}
