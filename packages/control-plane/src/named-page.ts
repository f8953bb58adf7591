export interface NamedPage<Item> {
  readonly page: readonly Item[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * One page of a list. A token names the last item of the page before.
 * @returns undefined for a token whose item is not in the list
 */
export function namedPage<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  token: string | undefined,
  limit: number,
): NamedPage<Item> | undefined {
  let start = 0;
  if (token !== undefined) {
    const name = Buffer.from(token, 'base64url').toString();
    start = items.findIndex((item) => nameOf(item) === name) + 1;
    if (start === 0) return undefined;
  }
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const isLast = last === undefined || start + page.length === items.length;
  return { page, nextToken: isLast ? undefined : Buffer.from(nameOf(last)).toString('base64url') };
}
