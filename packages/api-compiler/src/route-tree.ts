import type { HttpMethod, Method, Resource } from '@portico/api-model';
import { HTTP_METHODS } from '@portico/api-model';

/** A matched method with the raw (not decoded) values of the path variables. */
export interface Route<M> {
  readonly target: M;
  readonly pathParameters: ReadonlyMap<string, string>;
}

export interface RouteTree<M> {
  /** `undefined`: no resource owns a method for this verb and path. */
  find(httpMethod: string, pathBelowStage: string): Route<M> | undefined;
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
  return { find: (httpMethod, path) => find(root, httpMethod, path) };
}

export function isHttpMethod(verb: string): verb is HttpMethod {
  return (HTTP_METHODS as readonly string[]).includes(verb);
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

function find<M>(root: Node<M>, verb: string, path: string): Route<M> | undefined {
  const segments = segmentsOf(path);
  const captured: [name: string, value: string][] = [];
  const target = descend(root, segments, 0, verb, captured);
  return target === undefined
    ? undefined
    : { target, pathParameters: captured.length === 0 ? NO_PARAMETERS : new Map(captured) };
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

function descend<M>(
  node: Node<M>,
  segments: readonly string[],
  at: number,
  verb: string,
  captured: [string, string][],
): M | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.methods.get(verb);
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = descend(literal, segments, at + 1, verb, captured);
    if (found !== undefined) return found;
  }
  if (node.variable !== undefined && segment !== '') {
    captured.push([node.variable.name, segment]);
    const found = descend(node.variable.node, segments, at + 1, verb, captured);
    if (found !== undefined) return found;
    captured.pop();
  }
  if (node.greedy !== undefined) {
    const found = node.greedy.node.methods.get(verb);
    if (found !== undefined) {
      captured.push([node.greedy.name, segments.slice(at).join('/')]);
      return found;
    }
  }
  return undefined;
}

/** Leading slashes collapse, trailing ones are dropped, inner doubled ones stay (as empty segments). */
function segmentsOf(path: string): readonly string[] {
  let start = 0;
  let end = path.length;
  while (start < end && path.charCodeAt(start) === SLASH) start++;
  while (end > start && path.charCodeAt(end - 1) === SLASH) end--;
  return start === end ? [] : path.slice(start, end).split('/');
}

const SLASH = 0x2f;
