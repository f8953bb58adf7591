import { namedPage } from '../named-page.ts';
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
  const found = namedPage(sorted, ({ name }) => name, input.NextToken, input.MaxResults ?? DEFAULT_RESULTS);
  // TODO(aws-verify): the text for a token that the service did not give out, or whose item is gone
  if (found === undefined) throw refused('Invalid NextToken');
  const { page, nextToken } = found;
  return { page, ...(nextToken !== undefined && { NextToken: nextToken }) };
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
