import { formatDouble } from './format-double.ts';
import type { PrintBudget } from './json-print.ts';
import { MAX_PRINT_DEPTH, printJsonWith } from './json-print.ts';
import type { Value } from './value.ts';
import { JavaDouble, JavaList, JavaLong, JavaMap } from './value.ts';
import { ValueTooLargeError } from './value-too-large-error.ts';

/**
 * Java's `String.valueOf`: lists `[a, b]`, maps `{k=v, x=null}` in insertion order, strings bare at every depth, Doubles with a fraction.
 * A list of kind 'json' prints as compact JSON with `/` written `\/`, as json-smart's JSONArray does, also inside a map.
 * Throws ValueTooLargeError when the text would be longer than `maxLength` characters or the value nests too deep.
 */
export function toJavaString(value: Value, maxLength: number = Number.POSITIVE_INFINITY): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatDouble(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return print(value, { left: maxLength }, 0);
}

function print(value: Value, budget: PrintBudget, depth: number): string {
  if (value instanceof JavaMap) return value.isPrinted ? printMap(value, budget, enter(depth)) : '';
  if (value instanceof JavaList) return printList(value, budget, enter(depth));
  const text = printScalar(value, budget);
  budget.left -= text.length + 1;
  if (budget.left < 0) throw new ValueTooLargeError('the printed value is too long');
  return text;
}

function printScalar(value: Exclude<Value, JavaList | JavaMap>, budget: PrintBudget): string {
  if (value instanceof JavaDouble) return formatDouble(value.value);
  if (value instanceof JavaLong) return String(value.value);
  if (typeof value === 'object' && value !== null) return value.toJavaString(budget.left);
  return toJavaString(value);
}

function printMap(map: JavaMap, budget: PrintBudget, depth: number): string {
  let text = '{';
  for (const [key, value] of map.entries()) {
    if (text.length > 1) text += ', ';
    const printedKey = key === map ? '(this Map)' : print(key, budget, depth);
    text += `${printedKey}=${value === map ? '(this Map)' : print(value, budget, depth)}`;
  }
  return `${text}}`;
}

function printList(list: JavaList, budget: PrintBudget, depth: number): string {
  if (list.kind === 'json') return printJsonWith(list, quoteAsJsonSmart, budget, depth - 1);
  if (list.kind === 'array') return `${arrayTypeName(list)}@${ARRAY_HASH}`;
  let text = '[';
  for (let i = 0; i < list.items.length; i++) {
    if (i > 0) text += ', ';
    const item = list.items[i] as Value;
    text += item === list ? '(this Collection)' : print(item, budget, depth);
  }
  return `${text}]`;
}

/** Java prints an identity hash here, a different one each time: nothing can rely on it. */
const ARRAY_HASH = '1b2c3d4e';

function arrayTypeName(list: JavaList): string {
  return list.items.length > 0 && list.items.every((item) => typeof item === 'string')
    ? '[Ljava.lang.String;'
    : '[Ljava.lang.Object;';
}

// What json-smart writes as an escape although JSON does not ask for it.
// These are the characters to escape.
const ESCAPED_BY_JSON_SMART = /[/"\\\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/g;
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['/', '\\/'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function quoteAsJsonSmart(text: string): string {
  const escaped = text.replace(
    ESCAPED_BY_JSON_SMART,
    (c) => SHORT_ESCAPES.get(c) ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

function enter(depth: number): number {
  if (depth >= MAX_PRINT_DEPTH) throw new ValueTooLargeError('the value is nested too deep to be printed');
  return depth + 1;
}
