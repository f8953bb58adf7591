/** Java sets of keys, which `keys()` makes: a filter cannot compare them, and they are told apart from arrays by this mark only. */
const KEY_SETS = new WeakSet<object>();

export function markKeySet<List extends object>(list: List): List {
  KEY_SETS.add(list);
  return list;
}

export function isKeySet(node: object): boolean {
  return KEY_SETS.has(node);
}
