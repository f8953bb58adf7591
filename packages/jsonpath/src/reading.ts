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
   * Follows `path` from `model`. `root` is what `$` means in its filters and arguments.
   * `requireProperties`: a missing property is an error everywhere; an existence check asks so. Throws `JsonPathError`.
   */
  readonly evaluate: (path: ParsedPath, model: Node, root: Node, requireProperties: boolean) => Node;
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
  readonly cache: Map<ParsedPath, Node>;
}

/** Counts a visit or a comparison against the limit. */
export function count<Node>(reading: Reading<Node>): void {
  if (++reading.visits > JSON_PATH_LIMITS.visits) {
    throw new JsonPathError('JsonPathException', `The path takes more than ${JSON_PATH_LIMITS.visits} steps`);
  }
}

export function isNamed(error: unknown, name: JsonPathError['name']): boolean {
  return error instanceof JsonPathError && error.name === name;
}
