import type { Value } from '@portico/values';
import { parseJson as parseValue } from '@portico/values';

export interface ParseJsonOptions {
  /** `'list'` (default): arrays print as `[a, b]`. `'json'` or `'jsonarray'`: they print as compact JSON, as `$input.path` has them. */
  readonly lists?: 'list' | 'json' | 'jsonarray';
}

/** JSON text to values: see `parseJson` of `@portico/values`. Throws JsonSyntaxError. */
export function parseJson(text: string, { lists = 'list' }: ParseJsonOptions = {}): Value {
  return parseValue(text, { lists: lists === 'list' ? 'list' : 'json' });
}
