import type { Value } from '@portico/values';

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

/** Throws `JsonPathError` named InvalidPathException. */
export function compilePath(path: string): CompiledPath {
  throw new Error(path);
}
