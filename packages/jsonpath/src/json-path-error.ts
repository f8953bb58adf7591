/** Where in a path, in UTF-16 code units: `start` included, `end` excluded; `line` and `column` from 1. */
export interface PathSpan {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** The class names of the Java library, told apart by `name`. */
export type JsonPathErrorName =
  /** The path does not parse, or names an unknown function. Has a span. */
  | 'InvalidPathException'
  /** A definite path leads nowhere. */
  | 'PathNotFoundException'
  /** A function cannot work on what it was given; also: the path takes more steps than are allowed. */
  | 'JsonPathException'
  /** `index(i)` beyond the list. */
  | 'IndexOutOfBoundsException'
  /** A path whose last step can never be taken, such as `$..length()`. */
  | 'IllegalStateException'
  /** JSON within the path does not parse; or the path is empty. */
  | 'IllegalArgumentException'
  /** `empty` on an object: a slip of the Java library. */
  | 'ClassCastException'
  /** `length(...)` of something that is no path: another one. */
  | 'NullPointerException';

/** The only error that compiling or evaluating a path throws. */
export class JsonPathError extends Error {
  override readonly name: JsonPathErrorName;
  readonly span: PathSpan | undefined;

  constructor(name: JsonPathErrorName, message: string, span?: PathSpan) {
    super(message);
    this.name = name;
    this.span = span;
  }
}
