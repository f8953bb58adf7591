import { JsonPathError } from './json-path-error.ts';
import type { ParsedPath } from './parsed-path.ts';

/** Parses a path inside of another. `whole`: as a user writes it, see `parsePath`; else it begins with `$` or `@` and goes to the end of the text. */
export type NestedParser = (text: string, offset: number, nesting: number, whole: boolean) => ParsedPath;

/** The text of a path or filter with the look-ahead that the grammar needs. Blanks are spaces only. `end` is exclusive. */
export class PathText {
  readonly text: string;
  position = 0;
  /** Where `text` begins within the whole path, for spans. */
  readonly offset: number;
  /** How many paths and groups this one is inside of. */
  readonly nesting: number;
  readonly #parseNested: NestedParser;

  constructor(text: string, offset: number, nesting: number, parseNested: NestedParser) {
    this.text = text;
    this.offset = offset;
    this.nesting = nesting;
    this.#parseNested = parseNested;
  }

  /** Parses a path that stands at `index` of this text. */
  parseNested(path: string, index: number, whole: boolean): ParsedPath {
    return this.#parseNested(path, this.offset + index, this.nesting + 1, whole);
  }

  /** The part from `start` to `end`, one level deeper. */
  part(start: number, end: number): PathText {
    return new PathText(this.text.slice(start, end), this.offset + start, this.nesting + 1, this.#parseNested);
  }

  /** The character, `''` beyond the end. */
  at(index: number): string {
    return this.text.charAt(index);
  }

  get current(): string {
    return this.text.charAt(this.position);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  skipBlanks(): this {
    while (this.current === ' ') this.position++;
    return this;
  }

  /** Index of the first character after `index` that is not a blank. May be the text's length. */
  nextSignificant(index: number): number {
    let next = index + 1;
    while (this.at(next) === ' ') next++;
    return next;
  }

  /** Index of the last character before `index` that is not a blank; -1 when there is none. */
  previousSignificant(index: number): number {
    let previous = index - 1;
    while (this.at(previous) === ' ') previous--;
    return previous;
  }

  /** Index of the next `quote` after `index` without a backslash before it; -1 when there is none. */
  closingQuote(index: number, quote: string): number {
    for (let next = index + 1; next < this.text.length; next++) {
      const c = this.at(next);
      if (c === '\\') next++;
      else if (c === quote) return next;
    }
    return -1;
  }

  /** Index of the bracket that closes the one at `index`, strings skipped; -1 when there is none. `regexes`: `/.../` is skipped too. */
  closingBracket(index: number, close: string, regexes: boolean): number {
    const open = this.at(index);
    let depth = 1;
    for (let next = index + 1; next < this.text.length; next++) {
      if (this.at(next) === "'" || this.at(next) === '"') next = this.#afterQuoted(next);
      if (regexes && this.at(next) === '/') next = this.#afterQuoted(next);
      if (this.at(next) === open) depth++;
      if (this.at(next) === close && --depth === 0) return next;
    }
    return -1;
  }

  #afterQuoted(index: number): number {
    const closing = this.closingQuote(index, this.at(index));
    if (closing === -1) throw this.error(`Could not find matching close quote for ${this.at(index)}`, index);
    return closing + 1;
  }

  /** An InvalidPathException whose span begins at `index` of this text. */
  error(message: string, index: number = this.position): JsonPathError {
    const start = this.offset + Math.min(index, this.text.length);
    return new JsonPathError('InvalidPathException', message, { start, end: start + 1, line: 1, column: start + 1 });
  }
}
