import { elementOf, type InputNode, type InputSource, memberOf, newInput } from './input-node.ts';
import { readPath } from './read-path.ts';

export type Phase = 'request' | 'response';

export type ParameterGroup = 'path' | 'querystring' | 'header';

/** All that a template reads of one request. */
export interface InputTree {
  readonly body: InputNode;
  /** The body as text (`$input.body`). */
  readonly rawBody: InputNode;
  /** By name, wherever it may be. */
  readonly parameters: InputNode;
  readonly groups: Readonly<Record<ParameterGroup, InputNode>>;
  readonly context: InputNode;
  readonly stageVariables: InputNode;
}

export function newInputTree(phase: Phase): InputTree {
  const bodySource: InputSource = phase === 'request' ? 'caller' : 'backend';
  const group = (name: string) => newInput(`$input.params().${name}`, 'caller');
  const [path, header] = [group('path'), group('header')];
  // The API names its path parameters; a header's name has neither quotes nor backslashes.
  for (const fixed of [path, header]) fixed.key = newInput(`a name in ${fixed.name}`, 'owner');
  return {
    body: newInput('$', bodySource),
    rawBody: newInput('$input.body', bodySource),
    parameters: newInput('$input.params()', 'caller'),
    groups: { path, querystring: group('querystring'), header },
    context: newInput('$context', 'owner'),
    stageVariables: newInput('$stageVariables', 'owner'),
  };
}

export function parameterOf(tree: InputTree, name: string): InputNode {
  let node = tree.parameters.children.get(name);
  if (node === undefined) {
    node = newInput(`$input.params('${name}')`, 'caller');
    tree.parameters.children.set(name, node);
  }
  return node;
}

/** What a JSONPath of this form leads to; for others a node of its own, which no made-up input fills. */
export function bodyAt(tree: InputTree, path: string): InputNode {
  const steps = readPath(path);
  if (steps === undefined) return newInput(path, tree.body.source);
  let node = tree.body;
  for (const step of steps) node = /^(?:\*|\d+)$/.test(step) ? elementOf(node) : memberOf(node, step);
  return node;
}

/** `$context.a.b`. Most of it is the service's own; a caller writes his path, his user agent, and some claims of his token. */
export function contextAt(tree: InputTree, path: readonly string[]): InputNode {
  const source = contextSource(path);
  let node = tree.context;
  for (const [at, name] of path.entries()) {
    const isLast = at === path.length - 1;
    const known = node.children.get(name);
    const child: InputNode =
      known ?? newInput(`$context.${path.slice(0, at + 1).join('.')}`, isLast ? source : 'owner');
    if (known === undefined) node.children.set(name, child);
    node = child;
  }
  return node;
}

function contextSource(path: readonly string[]): InputSource {
  const name = path.join('.');
  if (name === 'path' || name === 'identity.userAgent') return 'caller';
  if (path[0] === 'authorizer' && path[1] === 'claims' && EDITED_CLAIMS.test(path[2] ?? '')) return 'claim';
  return 'owner';
}

/** Claims that a user of a Cognito user pool may usually write himself. */
const EDITED_CLAIMS =
  /^(?:name|given_name|family_name|middle_name|nickname|preferred_username|profile|picture|website|address|locale|zoneinfo|custom:.*)$/;
