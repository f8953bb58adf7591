import { refused } from './errors.ts';
import type { Shape } from './shape.ts';
import { integer, number, oneOf, text } from './shape.ts';

/** What the three lists have in common (spec: SageMaker, section 2): newest first unless asked otherwise. */

export interface ListInput<SortKey extends string> {
  readonly NameContains?: string;
  readonly CreationTimeAfter?: number;
  readonly CreationTimeBefore?: number;
  readonly SortBy?: SortKey;
  readonly SortOrder?: 'Ascending' | 'Descending';
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

type ListMembers<SortKey extends string> = {
  readonly [Name in keyof ListInput<SortKey>]-?: Shape<Exclude<ListInput<SortKey>[Name], undefined>>;
};

/** @param sortKeys in the order of the service's message */
export function listMembers<SortKey extends string>(sortKeys: readonly SortKey[]): ListMembers<SortKey> {
  return {
    SortBy: oneOf(sortKeys),
    SortOrder: oneOf(['Ascending', 'Descending']),
    MaxResults: integer({ min: 1, max: 100 }),
    NextToken: text({ max: 8192 }),
    NameContains: text({ max: 63 }),
    CreationTimeAfter: number(),
    CreationTimeBefore: number(),
  };
}

interface Listed {
  readonly name: string;
  readonly CreationTime: number;
}

const DEFAULT_RESULTS = 10;

/** One page, and the token of the next. `sortKey` is asked for what is sorted by; namesakes of a key are in order of name. */
export function listPage<Item extends Listed, SortKey extends string>(
  items: readonly Item[],
  input: ListInput<SortKey>,
  sortKey: (item: Item, sortBy: SortKey | 'CreationTime') => string | number,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const sortBy = input.SortBy ?? 'CreationTime';
  const sorted = items
    .filter(matches(input))
    .sort((a, b) => compare(sortKey(a, sortBy), sortKey(b, sortBy)) || compare(a.name, b.name));
  if (input.SortOrder !== 'Ascending') sorted.reverse();
  const start = startAfter(input.NextToken, sorted);
  const end = start + (input.MaxResults ?? DEFAULT_RESULTS);
  const page = sorted.slice(start, end);
  const last = page.at(-1);
  if (last === undefined || end >= sorted.length) return { page };
  return { page, NextToken: Buffer.from(last.name).toString('base64url') };
}

function matches(input: ListInput<string>): (item: Listed) => boolean {
  const nameContains = (input.NameContains ?? '').toLowerCase();
  const after = input.CreationTimeAfter ?? Number.NEGATIVE_INFINITY;
  const before = input.CreationTimeBefore ?? Number.POSITIVE_INFINITY;
  return ({ name, CreationTime }) =>
    name.toLowerCase().includes(nameContains) && CreationTime >= after && CreationTime <= before;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A token names the last item of the page before. */
function startAfter(token: string | undefined, items: readonly Listed[]): number {
  if (token === undefined) return 0;
  const name = Buffer.from(token, 'base64url').toString();
  const index = items.findIndex((item) => item.name === name);
  // TODO(aws-verify): the text for a token that the service did not give out, or whose item is gone
  if (index < 0) throw refused('Invalid NextToken');
  return index + 1;
}
