import type { Value } from '@portico/values';
import type { DocumentAccess } from './document-access.ts';
import { evaluatePath } from './evaluate.ts';
import { JsonPathError } from './json-path-error.ts';
import { parsePath } from './parse-path.ts';
import type { ParsedPath } from './parsed-path.ts';
import { PLAIN_ACCESS } from './plain-access.ts';
import { VALUE_ACCESS } from './value-access.ts';

/** A JSONPath, ready to read documents. */
export interface CompiledPath {
  /** The path as it was given. */
  readonly path: string;
  /** A definite path gives the bare value and fails where there is none; an indefinite one gives an array. */
  readonly definite: boolean;
  /** From plain JSON (what `JSON.parse` gives). Throws `JsonPathError`. */
  read(document: unknown): unknown;
  /** From the value model. Throws `JsonPathError`. */
  readValue(document: Value): Value;
  /** As `readValue`, with `undefined` in place of a PathNotFoundException. */
  findValue(document: Value): Value | undefined;
}

/**
 * Compiles a path as JsonPath for Java reads it (json-path 2.10 and 3.0, default options).
 * Throws `JsonPathError`: InvalidPathException, or IllegalArgumentException for an empty path. A function that does not exist is found when it is called.
 */
export function compilePath(path: string): CompiledPath {
  if (path === '')
    throw new JsonPathError('IllegalArgumentException', 'The path is empty', { start: 0, end: 0, line: 1, column: 1 });
  const parsed = parsePath(path, 0, 0);
  const names = simpleNames(parsed);
  return {
    path,
    definite: parsed.definite,
    read: (document) => orThrow(find(PLAIN_ACCESS, parsed, names, document)),
    readValue: (document) => orThrow(find(VALUE_ACCESS, parsed, names, document)),
    findValue: (document) => find(VALUE_ACCESS, parsed, names, document),
  };
}

function orThrow<Node>(found: Node | undefined): Node {
  if (found === undefined) throw new JsonPathError('PathNotFoundException', 'No results for path');
  return found;
}

/** The names and indexes of a path that has nothing else: such a path needs no evaluator. */
function simpleNames(path: ParsedPath): readonly (string | number)[] | undefined {
  const names: (string | number)[] = [];
  for (const step of path.steps) {
    const [only] = step.type === 'property' ? step.names : step.type === 'index' ? step.indexes : [];
    if (only === undefined || !path.definite) return undefined;
    if (step.type === 'property' && step.names.length > 1) return undefined;
    names.push(only);
  }
  return names;
}

/** `undefined`: the path leads nowhere. */
function find<Node>(
  access: DocumentAccess<Node>,
  path: ParsedPath,
  names: readonly (string | number)[] | undefined,
  document: Node,
): Node | undefined {
  if (names === undefined) return evaluate(access, path, document);
  let node: Node | undefined = document;
  for (const name of names) {
    if (node === undefined) return undefined;
    if (typeof name === 'string') node = access.property(node, name);
    else node = access.item(node, name < 0 ? access.items(node).length + name : name);
  }
  return node;
}

function evaluate<Node>(access: DocumentAccess<Node>, path: ParsedPath, document: Node): Node | undefined {
  try {
    return evaluatePath(access, path, document);
  } catch (error) {
    if (error instanceof JsonPathError) {
      if (error.name === 'PathNotFoundException') return undefined;
      throw error;
    }
    // The call stack ran out, at a document that nests thousands of levels deep.
    if (error instanceof RangeError) throw new JsonPathError('JsonPathException', 'The document nests too deeply');
    throw error;
  }
}
