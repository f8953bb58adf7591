import type { InputNode } from '../input/input-node.ts';
import type { JsonPosition } from '../json/json-position.ts';

/**
 * What is known of the text that an input leaves:
 * `none`: anything; `javascript`: the output of escapeJavaScript, so nothing but `\'` does harm inside a string;
 * `string`: fits inside a JSON string; `json`: is one whole JSON value; `plain`: has no character that JSON gives a meaning inside a string
 * (of a closed set, or encoded); `scalar`: a number, `true`, `false` or `null`, which fits everywhere.
 */
export type Escape = 'none' | 'javascript' | 'string' | 'json' | 'plain' | 'scalar';

/** An input that a value is made of. */
export interface Taint {
  readonly node: InputNode;
  readonly escaping: Escape;
}

/** Whether text of this kind leaves the JSON around it as it is. */
export function isSafe(escaping: Escape, position: JsonPosition): boolean {
  if (escaping === 'scalar') return true;
  switch (position) {
    case 'document':
      return true;
    case 'value':
      return escaping === 'json';
    case 'string':
    case 'key':
      return escaping === 'javascript' || escaping === 'string' || escaping === 'plain';
  }
}

/** Each input once, with what is known of all its ways here. */
export function joinTaints(...lists: readonly (readonly Taint[])[]): readonly Taint[] {
  const [first = [], ...rest] = lists.filter((list) => list.length > 0);
  if (rest.length === 0) return first;
  const joined = new Map<InputNode, Escape>();
  for (const list of [first, ...rest]) {
    for (const { node, escaping } of list) {
      const before = joined.get(node);
      joined.set(node, before === undefined ? escaping : weaker(before, escaping));
    }
  }
  return [...joined].map(([node, escaping]) => ({ node, escaping }));
}

export function withEscape(taints: readonly Taint[], change: (escaping: Escape) => Escape): readonly Taint[] {
  return taints.map(({ node, escaping }) => ({ node, escaping: change(escaping) }));
}

function weaker(a: Escape, b: Escape): Escape {
  if (a === b) return a;
  const order: readonly Escape[] = ['none', 'javascript', 'string', 'plain', 'scalar'];
  if (a === 'json' || b === 'json') return a === 'scalar' || b === 'scalar' ? 'json' : 'none';
  return order[Math.min(order.indexOf(a), order.indexOf(b))] ?? 'none';
}
