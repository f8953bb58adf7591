import { scanJson } from './json-scan.ts';
import type { ListKind, Value } from './value.ts';
import { JavaList, JavaLong, JavaMap } from './value.ts';

export interface ParseJsonOptions {
  /** What arrays become: `'list'` (default, prints `[a, b]`) or `'json'` (prints as compact JSON). */
  readonly lists?: 'list' | 'json';
}

/** Arrays and objects may nest this deep. */
export const MAX_JSON_DEPTH = 1000;

/**
 * JSON text (RFC 8259) to values, without loss: `1.0` is a Double and `1` an Integer, integers keep all digits (Long, BigInteger),
 * keys keep their order. With `lists: 'json'`, decimals written with 19 or more characters are BigDecimals, as in the service. A repeated key keeps its first place and its last value; `__proto__` is a key like any other.
 * Throws JsonSyntaxError, also for nesting deeper than MAX_JSON_DEPTH.
 */
export function parseJson(text: string, options: ParseJsonOptions = {}): Value {
  const lists = options.lists ?? 'list';
  if (!LOSES_DOUBLES.test(text) && !(lists === 'json' && LONG_DECIMAL.test(text))) {
    const value = parseNatively(text, lists);
    if (value !== undefined) return value;
  }
  return scanJson(text, lists, MAX_JSON_DEPTH);
}

/**
 * A number that JSON.parse may turn into a JavaScript integer although it is written as a Double: `1.0`, `1e3`, and a fraction
 * so near to an integer that the nearest double is that integer. (May also match inside a string; that costs time only.)
 */
const LOSES_DOUBLES = /\d(?:[eE]|\.(?:0+(?!\d)|0{7}|9{7}))|\d{9}\./;

/** A number of at least 19 characters, with `lists: 'json'` a BigDecimal. */
const LONG_DECIMAL = /[-.\d]{19}/;

/** `undefined` when JSON.parse cannot tell: not JSON, nested too deep, integers beyond 2^53, keys that JavaScript reorders. */
function parseNatively(text: string, lists: ListKind): Value | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return convert(parsed, lists, 0);
}

function convert(parsed: unknown, lists: ListKind, depth: number): Value | undefined {
  switch (typeof parsed) {
    case 'string':
    case 'boolean':
      return parsed;
    case 'number': {
      // JSON has no negative zero that is an Integer.
      if ((parsed | 0) === parsed) return parsed | 0;
      if (!Number.isInteger(parsed)) return parsed;
      return Number.isSafeInteger(parsed) ? new JavaLong(BigInt(parsed)) : undefined;
    }
    case 'object':
      if (parsed === null) return null;
      if (depth >= MAX_JSON_DEPTH) return undefined;
      return Array.isArray(parsed) ? convertArray(parsed, lists, depth) : convertObject(parsed, lists, depth);
    default:
      return undefined;
  }
}

function convertArray(parsed: readonly unknown[], lists: ListKind, depth: number): JavaList | undefined {
  const items: Value[] = [];
  for (let i = 0; i < parsed.length; i++) {
    const item = convert(parsed[i], lists, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return new JavaList(items, lists);
}

function convertObject(parsed: object, lists: ListKind, depth: number): JavaMap | undefined {
  const keys = Object.keys(parsed);
  const map = new JavaMap();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    // JavaScript moves keys that look like array indexes to the front: with one of those the order is lost.
    if (i === 0 && keys.length > 1 && isDigit(key.charCodeAt(0))) return undefined;
    const value = convert((parsed as Record<string, unknown>)[key], lists, depth + 1);
    if (value === undefined) return undefined;
    map.set(key, value);
  }
  return map;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
