/** An object of an answer. */
export type Output = Readonly<Record<string, unknown>>;

/** Responses by status code. */
export function byStatus<T extends { readonly statusCode: string }>(
  items: readonly T[],
  output: (item: T) => Output,
): Output {
  return Object.fromEntries(items.map((item) => [item.statusCode, output(item)]));
}

/** The member, unless its map is empty: the service leaves those out. */
export function filled(name: string, map: Output): Output {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}
