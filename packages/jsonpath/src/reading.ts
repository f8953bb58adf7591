import type { DocumentAccess } from './document-access.ts';
import { JsonPathError } from './json-path-error.ts';
import { JSON_PATH_LIMITS } from './limits.ts';
import type { ParsedPath, Step } from './parsed-path.ts';

/** One reading of one document, with all the paths inside the path. */
export interface Reading<Node> {
  readonly access: DocumentAccess<Node>;
  visits: number;
  /** JSON literals of filters, parsed. */
  readonly literals: Map<string, Node>;
  /** The array element from which a step was taken after `..`: see `addProperty`. */
  readonly upstreamIndex: Map<Step, number>;
  /**
   * What `path` gives from `model`; `undefined` where it leads nowhere. `root` is what `$` means in its filters and arguments.
   * `requireProperties`: a missing property leads nowhere even after an indefinite step; an existence check asks so. Throws `JsonPathError`.
   */
  readonly find: (path: ParsedPath, model: Node, root: Node, requireProperties: boolean) => Node | undefined;
}

/** One path on its way through one document. */
export interface Walk<Node> {
  readonly reading: Reading<Node>;
  readonly access: DocumentAccess<Node>;
  readonly path: ParsedPath;
  readonly root: Node;
  readonly requireProperties: boolean;
  readonly results: Node[];
  /** What `$` paths in filters of this path gave. */
  cache: Map<ParsedPath, Node | undefined> | undefined;
}

/** Counts visits or comparisons against the limit. */
export function count<Node>(reading: Reading<Node>, visits = 1): void {
  reading.visits += visits;
  if (reading.visits > JSON_PATH_LIMITS.visits) {
    throw new JsonPathError('JsonPathException', `The path takes more than ${JSON_PATH_LIMITS.visits} steps`);
  }
}

/** What `path` gives; throws PathNotFoundException where it leads nowhere. */
export function findOrThrow<Node>(reading: Reading<Node>, path: ParsedPath, model: Node, root: Node): Node {
  const found = reading.find(path, model, root, false);
  if (found === undefined) throw new JsonPathError('PathNotFoundException', 'No results for path');
  return found;
}

export function isNamed(error: unknown, name: JsonPathError['name']): boolean {
  return error instanceof JsonPathError && error.name === name;
}
