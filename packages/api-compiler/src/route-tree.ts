import type { Method, Resource } from '@portico/api-model';
import { HTTP_METHODS } from '@portico/api-model';
import type { ParameterValues } from '@portico/mapping';
import type { PathAndQuery } from './path-and-query.ts';

/** A matched method with the raw (not decoded) values of the path variables. */
export interface Route<M> {
  readonly target: M;
  readonly pathParameters: ParameterValues<string>;
}

export interface RouteTree<M> {
  /** `undefined`: no resource owns a method for this verb and path. */
  find(httpMethod: string, belowStage: PathAndQuery): Route<M> | undefined;
}

interface Node<M> {
  readonly literals: Map<string, Node<M>>;
  variable: { readonly name: string; readonly node: Node<M> } | undefined;
  greedy: { readonly name: string; readonly node: Node<M> } | undefined;
  readonly methods: Map<string, M>;
}

/**
 * Matching is per path and verb, with backtracking: literal segments before `{name}` before `{name+}`, and a resource without
 * a method for the verb is as good as absent. A resource's ANY loses to a specific verb of the same resource only
 * (spec: data plane, section 3). A method that `compile` returns `undefined` for is left out. A search visits every node of the tree at most once.
 */
export function compileRoutes<M>(
  resources: readonly Resource[],
  compile: (resource: Resource, method: Method) => M | undefined,
): RouteTree<M> {
  const root = newNode<M>();
  for (const resource of resources) {
    if (resource.methods.length === 0) continue;
    const node = nodeFor(root, resource.path);
    for (const method of resource.methods) {
      const target = method.httpMethod === 'ANY' ? undefined : compile(resource, method);
      if (target !== undefined) node.methods.set(method.httpMethod, target);
    }
    const any = resource.methods.find((method) => method.httpMethod === 'ANY');
    if (any === undefined) continue;
    const target = compile(resource, any);
    if (target === undefined) continue;
    for (const verb of HTTP_METHODS) if (!node.methods.has(verb)) node.methods.set(verb, target);
  }
  return { find: (httpMethod, belowStage) => find(root, httpMethod, belowStage) };
}

function newNode<M>(): Node<M> {
  return { literals: new Map(), variable: undefined, greedy: undefined, methods: new Map() };
}

function nodeFor<M>(root: Node<M>, path: string): Node<M> {
  let node = root;
  for (const part of path.split('/')) {
    if (part === '') continue;
    if (part.startsWith('{') && part.endsWith('+}')) {
      node.greedy ??= { name: part.slice(1, -2), node: newNode() };
      node = node.greedy.node;
    } else if (part.startsWith('{') && part.endsWith('}')) {
      node.variable ??= { name: part.slice(1, -1), node: newNode() };
      node = node.variable.node;
    } else {
      const known = node.literals.get(part) ?? newNode<M>();
      node.literals.set(part, known);
      node = known;
    }
  }
  return node;
}

function find<M>(root: Node<M>, verb: string, { text, start, pathEnd }: PathAndQuery): Route<M> | undefined {
  // Leading slashes collapse, trailing ones are dropped, inner doubled ones stay (as empty segments).
  let at = start;
  let end = pathEnd;
  while (at < end && text.charCodeAt(at) === SLASH) at++;
  while (end > at && text.charCodeAt(end - 1) === SLASH) end--;
  const captured: string[] = [];
  const target = descend(root, { text, end, verb, captured }, at);
  if (target === undefined) return undefined;
  return { target, pathParameters: captured.length === 0 ? NO_PARAMETERS : new CapturedParameters(captured) };
}

const SLASH = 0x2f;
const NO_PARAMETERS: ParameterValues<string> = new Map();

interface Search {
  readonly text: string;
  /** Where the path ends without its trailing slashes. */
  readonly end: number;
  readonly verb: string;
  /** Names and values in turn. */
  readonly captured: string[];
}

/** @param at where the next segment begins; beyond `search.end`: there is none */
function descend<M>(node: Node<M>, search: Search, at: number): M | undefined {
  const { text, end, verb, captured } = search;
  if (at >= end) return node.methods.get(verb);
  const slash = text.indexOf('/', at);
  const segmentEnd = slash === -1 || slash > end ? end : slash;
  const segment = text.slice(at, segmentEnd);
  const literal = node.literals.size === 0 ? undefined : node.literals.get(segment);
  if (literal !== undefined) {
    const found = descend(literal, search, segmentEnd + 1);
    if (found !== undefined) return found;
  }
  if (node.variable !== undefined && segment !== '') {
    captured.push(node.variable.name, segment);
    const found = descend(node.variable.node, search, segmentEnd + 1);
    if (found !== undefined) return found;
    captured.length -= 2;
  }
  if (node.greedy !== undefined) {
    const found = node.greedy.node.methods.get(verb);
    if (found !== undefined) {
      captured.push(node.greedy.name, text.slice(at, end));
      return found;
    }
  }
  return undefined;
}

/** There are few of them: a map would cost more than it saves. */
class CapturedParameters implements ParameterValues<string> {
  /** Names and values in turn. */
  readonly #captured: readonly string[];

  constructor(captured: readonly string[]) {
    this.#captured = captured;
  }

  get(name: string): string | undefined {
    for (let at = this.#captured.length - 2; at >= 0; at -= 2)
      if (this.#captured[at] === name) return this.#captured[at + 1];
    return undefined;
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (let at = 0; at < this.#captured.length; at += 2)
      yield [this.#captured[at] ?? '', this.#captured[at + 1] ?? ''];
  }
}
