import type { ParameterValues } from '@portico/mapping';
import type { PathAndQuery } from './path-and-query.ts';

/** A longer query is decoded as a whole when it is first asked: to look through it with each question would be work without bounds. */
const MAX_SCANNED_LENGTH = 256;
/** Who asks for more names than this has the query decoded too. */
const MAX_REMEMBERED = 16;

/**
 * Parameters of a query, names and values decoded, repetitions in order. Most queries are short and have nothing to decode: of them only
 * the values that are asked for are cut out.
 */
export class QueryParameters implements ParameterValues<readonly string[]> {
  readonly #target: PathAndQuery;
  /** What has been looked for, and what was there. */
  readonly #names: string[] = [];
  readonly #values: (readonly string[] | undefined)[] = [];
  readonly #isPlain: boolean;
  #decoded: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(target: PathAndQuery) {
    this.#target = target;
    this.#isPlain = isPlain(target);
  }

  get(name: string): readonly string[] | undefined {
    for (let index = 0; index < this.#names.length; index++)
      if (this.#names[index] === name) return this.#values[index];
    if (!this.#isPlain || this.#names.length === MAX_REMEMBERED) return this.#all.get(name);
    const values = find(this.#target, name);
    this.#names.push(name);
    this.#values.push(values);
    return values;
  }

  [Symbol.iterator](): IterableIterator<[string, readonly string[]]> {
    return this.#all.entries();
  }

  get #all(): ReadonlyMap<string, readonly string[]> {
    this.#decoded ??= decodeQuery(this.#target.query);
    return this.#decoded;
  }
}

/** Whether a query is short, and none of its characters stands for another one. */
function isPlain({ text, pathEnd }: PathAndQuery): boolean {
  if (text.length - pathEnd > MAX_SCANNED_LENGTH) return false;
  for (let at = pathEnd + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === PERCENT || code === PLUS || code === SEMICOLON) return false;
  }
  return true;
}

const PERCENT = 0x25;
const PLUS = 0x2b;
const SEMICOLON = 0x3b;

/** Of a plain query. */
function find({ text, pathEnd }: PathAndQuery, name: string): readonly string[] | undefined {
  let values: string[] | undefined;
  for (let start = pathEnd + 1; start < text.length; ) {
    const ampersand = text.indexOf('&', start);
    const end = ampersand === -1 ? text.length : ampersand;
    if (end > start && text.startsWith(name, start) && nameEndOf(text, start, end) === start + name.length) {
      values ??= [];
      values.push(text.slice(start + name.length + 1, end));
    }
    start = end + 1;
  }
  return values;
}

/** Of the pair between `start` and `end`. */
function nameEndOf(text: string, start: number, end: number): number {
  const equals = text.indexOf('=', start);
  return equals === -1 || equals > end ? end : equals;
}

/**
 * `a=1&b=x+y&a=2` to `a: [1, 2]`, `b: [x y]`. `;` separates too (spec: data plane, section 3).
 */
function decodeQuery(rawQuery: string): ReadonlyMap<string, readonly string[]> {
  const decoded = new Map<string, string[]>();
  const query = rawQuery.includes(';') ? rawQuery.replaceAll(';', '&') : rawQuery;
  const isDecoded = !query.includes('%') && !query.includes('+');
  for (let start = 0; start < query.length; ) {
    const ampersand = query.indexOf('&', start);
    const end = ampersand === -1 ? query.length : ampersand;
    if (end > start) {
      const nameEnd = nameEndOf(query, start, end);
      const name = query.slice(start, nameEnd);
      const value = query.slice(nameEnd + 1, end);
      if (isDecoded) addPair(decoded, name, value);
      else addPair(decoded, decodeQueryPart(name), decodeQueryPart(value));
    }
    start = end + 1;
  }
  return decoded;
}

function addPair(decoded: Map<string, string[]>, name: string, value: string): void {
  const values = decoded.get(name);
  if (values === undefined) decoded.set(name, [value]);
  else values.push(value);
}

/** Escapes are UTF-8 (what is none becomes U+FFFD); a percent sign that begins no escape stays. */
function decodeQueryPart(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => decodeEscapes(escapes));
}

function decodeEscapes(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8');
  }
}
