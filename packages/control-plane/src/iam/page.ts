import type { FormInput, QueryOutput, QueryValue } from '@portico/wire';
import { validationError } from './errors.ts';
import { readInteger } from './input.ts';

/**
 * One page of a list in the order of its keys, by `MaxItems` (1 to 1000, default 100) and `Marker`, as a member of the output. A
 * marker names the last key of the page before: what was deleted meanwhile does not matter.
 */
export function page<Item>(
  input: FormInput,
  member: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  write: (item: Item) => QueryValue,
): QueryOutput {
  const { shown, ...next } = pageOf(input, items, keyOf);
  return { [member]: shown.map((item) => write(item)), ...next };
}

/** The items of a page, and what an output says about the next one. */
export function pageOf<Item>(
  input: FormInput,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): { readonly shown: readonly Item[]; readonly IsTruncated: boolean; readonly Marker?: string } {
  const count = readInteger(input, 'MaxItems', { min: 1, max: 1000 }) ?? 100;
  const after = readMarker(input.text('Marker'));
  const sorted = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = sorted.slice(0, count);
  const isTruncated = sorted.length > count;
  const last = shown.at(-1)?.key ?? '';
  return {
    shown: shown.map(({ item }) => item),
    IsTruncated: isTruncated,
    ...(isTruncated && { Marker: Buffer.from(`after:${last}`).toString('base64url') }),
  };
}

function readMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  const text = Buffer.from(marker, 'base64url').toString();
  // TODO(aws-verify): the text
  if (!text.startsWith('after:')) throw validationError('Invalid Marker.');
  return text.slice('after:'.length);
}
