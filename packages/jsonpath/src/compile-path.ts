import type { Value } from '@portico/values';
import type { DocumentAccess } from './document-access.ts';
import { findKeys, findPath } from './evaluate.ts';
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
  const findPlain = finder(PLAIN_ACCESS, parsed);
  const findValue = finder(VALUE_ACCESS, parsed);
  return {
    path,
    definite: parsed.definite,
    read: (document) => orThrow(findPlain(document)),
    readValue: (document) => orThrow(findValue(document)),
    findValue,
  };
}

function finder<Node>(access: DocumentAccess<Node>, path: ParsedPath): (document: Node) => Node | undefined {
  const { keys } = path;
  return keys === undefined
    ? (document) => find(access, path, document)
    : (document) => findKeys(access, keys, document);
}

function orThrow<Node>(found: Node | undefined): Node {
  if (found === undefined) throw new JsonPathError('PathNotFoundException', 'No results for path');
  return found;
}

function find<Node>(access: DocumentAccess<Node>, path: ParsedPath, document: Node): Node | undefined {
  try {
    return findPath(access, path, document);
  } catch (error) {
    // The call stack ran out, at a document that nests thousands of levels deep.
    if (error instanceof RangeError) throw new JsonPathError('JsonPathException', 'The document nests too deeply');
    throw error;
  }
}
