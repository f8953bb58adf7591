import type { SageMakerTag } from '@portico/store';
import { refused } from '../errors.ts';
import type { Shape } from '../shape.ts';
import { list, structure, text } from '../shape.ts';

const CHARACTERS = '^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$';
export const TAG_KEY: Shape<string> = text({ min: 1, max: 128, pattern: CHARACTERS });

const TAG: Shape<SageMakerTag> = structure<SageMakerTag>(['Key', 'Value'], {
  Key: TAG_KEY,
  Value: text({ max: 256, pattern: CHARACTERS }),
});

export const TAGS: Shape<readonly SageMakerTag[]> = list(TAG, { max: 50 });

/** The tags with others added; a key that is there already takes the new value. */
export function withTags(tags: readonly SageMakerTag[], added: readonly SageMakerTag[]): readonly SageMakerTag[] {
  const byKey = new Map(tags.map((tag) => [tag.Key, tag]));
  for (const tag of added) byKey.set(tag.Key, tag);
  // TODO(aws-verify): the text
  if (byKey.size > 50) throw refused('The number of tags exceeds the limit of 50 for a resource.');
  return [...byKey.values()];
}
