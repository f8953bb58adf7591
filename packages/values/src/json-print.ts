import { formatDouble } from './format-double.ts';
import { JavaBigDecimal } from './java-big-decimal.ts';
import { javaTypeName } from './java-type.ts';
import type { Value } from './value.ts';
import { HostObject, JavaDouble, JavaList, JavaLong, JavaMap } from './value.ts';
import { ValueTooLargeError } from './value-too-large-error.ts';

/** Values may nest this deep when they are printed. */
export const MAX_PRINT_DEPTH = 1000;

/**
 * Compact JSON: keys in their order, integers with all digits, Doubles as Java prints them (`1.0`, `1.0E10`), NaN and the infinities as null.
 * `/` is not escaped. Keys that are not strings print as Java's String.valueOf. Throws ValueTooLargeError
 * for a value that nests deeper than MAX_PRINT_DEPTH (so also for one that contains itself).
 */
export function printJson(value: Value): string {
  return print(value, JSON.stringify, { left: Number.POSITIVE_INFINITY }, 0);
}

/** A key that is an object prints at most this many characters. */
const MAX_KEY_LENGTH = 10_000;

/** How many characters may still be printed. */
export interface PrintBudget {
  left: number;
}

/** Compact JSON with another way of writing strings (quotes included), within a budget. */
export function printJsonWith(
  value: Value,
  quote: (text: string) => string,
  budget: PrintBudget,
  depth: number,
): string {
  return print(value, quote, budget, depth);
}

function print(value: Value, quote: (text: string) => string, budget: PrintBudget, depth: number): string {
  if (typeof value === 'string') return spend(budget, quote(value));
  if (typeof value === 'number') return spend(budget, printNumber(value));
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return spend(budget, String(value));
  if (value instanceof JavaMap) return printMap(value, quote, budget, enter(depth));
  if (value instanceof JavaList) return printList(value, quote, budget, enter(depth));
  if (value instanceof JavaDouble) return spend(budget, printNumber(value.value, true));
  if (value instanceof JavaLong) return spend(budget, String(value.value));
  const text = value.toJavaString(budget.left);
  return spend(budget, value instanceof JavaBigDecimal ? text : quote(text));
}

function printMap(map: JavaMap, quote: (text: string) => string, budget: PrintBudget, depth: number): string {
  let text = '{';
  for (const [key, value] of map.entries()) {
    if (text.length > 1) text += ',';
    text += `${spend(budget, quote(keyText(key)))}:${print(value, quote, budget, depth)}`;
  }
  return `${text}}`;
}

function printList(list: JavaList, quote: (text: string) => string, budget: PrintBudget, depth: number): string {
  let text = '[';
  for (let i = 0; i < list.items.length; i++) {
    if (i > 0) text += ',';
    text += print(list.items[i] as Value, quote, budget, depth);
  }
  return `${text}]`;
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key instanceof JavaLong) return String(key.value);
  if (key instanceof JavaDouble) return formatDouble(key.value);
  if (key instanceof HostObject) return key.toJavaString(MAX_KEY_LENGTH);
  if (typeof key === 'number') return Number.isInteger(key) ? String(key) : formatDouble(key);
  return typeof key === 'object' && key !== null ? javaTypeName(key) : String(key);
}

function printNumber(x: number, double = !Number.isInteger(x)): string {
  if (!double) return String(x);
  return Number.isFinite(x) ? formatDouble(x) : 'null';
}

function spend(budget: PrintBudget, text: string): string {
  budget.left -= text.length + 1;
  if (budget.left < 0) throw new ValueTooLargeError('the printed value is too long');
  return text;
}

function enter(depth: number): number {
  if (depth >= MAX_PRINT_DEPTH) throw new ValueTooLargeError('the value is nested too deep to be printed');
  return depth + 1;
}
