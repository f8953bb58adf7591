import { isExactInJavaScript } from './json-exactness.ts';
import { scanJson } from './json-scan.ts';
import type { Value } from './value.ts';
import { valueOfParsed } from './value.ts';

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
  if (isExactInJavaScript(text, lists, MAX_JSON_DEPTH)) {
    const parsed = parseNatively(text);
    if (parsed !== undefined) return valueOfParsed(parsed, lists);
  }
  return scanJson(text, lists, MAX_JSON_DEPTH);
}

/** `undefined` for what is not JSON. */
function parseNatively(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
