/** The condition keys of a request with their values. Keys are told apart without regard to case. */
export interface RequestContext {
  /** Undefined: the request has no such key. */
  values(key: string): readonly string[] | undefined;
  /** The value of a key that has exactly one. */
  single(key: string): string | undefined;
}

/** A key that is given again replaces the earlier one. */
export function requestContext(entries: Iterable<readonly [key: string, values: readonly string[]]>): RequestContext {
  const byKey = new Map<string, readonly string[]>();
  for (const [key, values] of entries) byKey.set(key.toLowerCase(), values);
  const values = (key: string): readonly string[] | undefined => byKey.get(key.toLowerCase());
  return {
    values,
    single(key) {
      const list = values(key);
      return list?.length === 1 ? list[0] : undefined;
    },
  };
}
