/**
 * Whose text an input is: the caller's, a token's claim that users edit themselves, the backend's, or that of the API's owner.
 */
export type InputSource = 'caller' | 'claim' | 'backend' | 'owner';

/** Something that a template reads, and what the template does with it: enough to make up inputs that lead it everywhere. */
export interface InputNode {
  /** As the author may write it: `$input.params('items')`, `$.pets[*].name`. */
  readonly name: string;
  readonly source: InputSource;
  /** Members that are named, and elements that are picked by number (`0`). */
  readonly children: Map<string, InputNode>;
  /** A member under a name that only the input knows. */
  any: InputNode | undefined;
  /** The name of such a member. */
  key: InputNode | undefined;
  /** What a loop over this sees. */
  element: InputNode | undefined;
  /** What `split` makes of this text. */
  split: { readonly separator: string; readonly element: InputNode } | undefined;
  /** What `$util.parseJson` makes of this text. */
  parsed: InputNode | undefined;
  /** What it is compared with. */
  readonly constants: Set<string | number | boolean>;
  /** Regular expressions that it is matched with. */
  readonly patterns: Set<string>;
  /** It is a condition, or part of one. */
  isTested: boolean;
  /** It is printed outside of quotes. */
  isBare: boolean;
  /** Its number of elements is asked for. */
  isMeasured: boolean;
  /** The template reads it by itself, not only a part of it. */
  isRead: boolean;
}

export function newInput(name: string, source: InputSource): InputNode {
  return {
    name,
    source,
    children: new Map(),
    any: undefined,
    key: undefined,
    element: undefined,
    split: undefined,
    parsed: undefined,
    constants: new Set(),
    patterns: new Set(),
    isTested: false,
    isBare: false,
    isMeasured: false,
    isRead: false,
  };
}

export function memberOf(node: InputNode, name: string): InputNode {
  let child = node.children.get(name);
  if (child === undefined) {
    const step = /^\d+$/.test(name) ? `[${name}]` : /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`;
    child = newInput(node.name + step, node.source);
    node.children.set(name, child);
  }
  return child;
}

export function elementOf(node: InputNode): InputNode {
  node.element ??= newInput(`${node.name}[*]`, node.source);
  return node.element;
}

export function anyMemberOf(node: InputNode): InputNode {
  node.any ??= newInput(`${node.name}[*]`, node.source);
  return node.any;
}

export function keyOf(node: InputNode): InputNode {
  node.key ??= newInput(`a name in ${node.name}`, node.source);
  node.key.isRead = true;
  return node.key;
}

export function splitOf(node: InputNode, separator: string): InputNode {
  node.split ??= { separator, element: newInput(`a part of ${node.name}`, node.source) };
  return node.split.element;
}

export function parsedOf(node: InputNode): InputNode {
  node.parsed ??= newInput(`the JSON in ${node.name}`, node.source);
  return node.parsed;
}

/** The node and all below it. */
export function* withDescendants(node: InputNode): Generator<InputNode> {
  yield node;
  for (const child of node.children.values()) yield* withDescendants(child);
  for (const child of [node.any, node.key, node.element, node.split?.element, node.parsed])
    if (child !== undefined) yield* withDescendants(child);
}
