import type { JsonObject } from '../../json-input.ts';
import { readStringMap } from '../../json-input.ts';
import { invalidParameter, violation } from '../logs-error.ts';

const MAX_TAGS = 50;

/** The `tags` of the input over those that are there already. Throws InvalidParameterException. */
export function readTags(
  input: JsonObject,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const given = Object.entries(readStringMap(input, 'tags') ?? {});
  for (const [key, value] of given) {
    if (key.length < 1 || key.length > 128) {
      throw violation(
        key,
        'tags',
        'Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]',
      );
    }
    if (value.length > 256) {
      throw violation(
        value,
        'tags',
        'Map value must satisfy constraint: [Member must have length less than or equal to 256]',
      );
    }
    if (key.toLowerCase().startsWith('aws:'))
      throw invalidParameter('aws: prefixed tag key names are not allowed for external use.');
  }
  const tags = Object.fromEntries([...Object.entries(before), ...given]);
  if (Object.keys(tags).length > MAX_TAGS) {
    throw invalidParameter(`A resource can have at most ${MAX_TAGS} tags.`);
  }
  return tags;
}
