import type { IamTag } from '@portico/store';
import type { FormInput } from '@portico/wire';
import { invalidInput, limitExceeded } from './errors.ts';
import { optional, required } from './input.ts';

const MAX_TAGS = 50;

/** `Tags.member.N.Key`, `.Value`. Throws InvalidInput for a key that is there twice. */
export function readTags(input: FormInput): readonly IamTag[] {
  const tags = input.structures('Tags').map((tag) => {
    required(tag, 'Key');
    required(tag, 'Value');
    return { Key: optional(tag, 'Key', { min: 1, max: 128 }) ?? '', Value: optional(tag, 'Value', { max: 256 }) ?? '' };
  });
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < tags.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return withinLimit(tags);
}

/** Keys are told apart without regard to case. */
export function mergeTags(tags: readonly IamTag[], given: readonly IamTag[]): readonly IamTag[] {
  const replaced = new Set(given.map(({ Key }) => Key.toLowerCase()));
  return withinLimit([...tags.filter(({ Key }) => !replaced.has(Key.toLowerCase())), ...given]);
}

export function withoutTags(tags: readonly IamTag[], keys: readonly string[]): readonly IamTag[] {
  const removed = new Set(keys.map((key) => key.toLowerCase()));
  return tags.filter(({ Key }) => !removed.has(Key.toLowerCase()));
}

function withinLimit(tags: readonly IamTag[]): readonly IamTag[] {
  if (tags.length > MAX_TAGS) throw limitExceeded(`The number of tags has reached the maximum limit of ${MAX_TAGS}.`);
  return tags;
}

/** `Tags` of an output, where there are some. */
export function tagsOutput(tags: readonly IamTag[]): { readonly Tags?: readonly { Key: string; Value: string }[] } {
  return tags.length === 0 ? {} : { Tags: tags.map(({ Key, Value }) => ({ Key, Value })) };
}
