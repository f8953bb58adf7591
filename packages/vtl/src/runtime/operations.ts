import type { Value } from '@portico/values';
import { formatDouble, HostObject, JavaDouble, JavaList, JavaMap } from '@portico/values';
import { javaEquals } from '../java/java-equals.ts';
import { JavaObject } from '../java/java-objects.ts';
import type { Budget } from '../limits.ts';
import { TemplateError } from '../template-error.ts';
import type { Operator } from './arithmetic.ts';
import { calculate, compareNumbers } from './arithmetic.ts';
import type { BlockReference } from './macro.ts';
import { isBlock, textOrNull, textOrThrow } from './macro.ts';
import { intValue, javaNumber } from './numbers.ts';
import type { RenderState } from './render-state.ts';
import { textOf } from './text-of.ts';

/** What a reference prints: `nullText` for null. */
export function printed(state: { readonly budget: Budget }, value: Value, nullText: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value === null) return nullText;
  return isBlock(value) ? (value.renderToText() ?? nullText) : textOf(value, state.budget);
}

/** Integers and the Doubles that Java and JavaScript print alike need no further look. */
function numberText(value: number): string {
  if ((value | 0) === value) return `${value}`;
  const magnitude = value < 0 ? -value : value;
  return magnitude >= 1e-3 && magnitude < 1e7 ? `${value}` : formatDouble(value);
}

/** Whether a reference counts as true: everything but null and false does. */
export function isTrue(value: Value): boolean {
  if (value === null || value === false) return false;
  return !isBlock(value) || isPrintable(value);
}

/** Velocity has its own exception for what goes wrong here. */
function isPrintable(block: BlockReference): boolean {
  try {
    return block.renderToText() !== null;
  } catch (thrown) {
    if (thrown instanceof TemplateError) throw new TemplateError('VelocityException', thrown.message);
    throw thrown;
  }
}

/** `==`: numbers by value, the same class by `equals`, different classes by their text. */
export function equal(state: RenderState, left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  const order = compareNumbers(left, right);
  if (order !== undefined) return order === 0;
  if (left === null || right === null) return left === right;
  if (sameClass(left, right)) return javaEquals(left, right);
  const text = textOrNull(left, state.budget);
  return text !== null && text === textOrNull(right, state.budget);
}

function sameClass(left: Value, right: Value): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return typeof left === typeof right;
  if (left instanceof JavaList) return right instanceof JavaList && isArray(left) === isArray(right);
  if (left instanceof JavaMap) return right instanceof JavaMap;
  if (left instanceof JavaObject) return right instanceof JavaObject && left.javaType === right.javaType;
  return left instanceof HostObject && left === right;
}

function isArray(list: JavaList): boolean {
  return list.kind === 'array';
}

export function less(left: Value, right: Value): boolean {
  return compareNumbers(left, right) === -1;
}

export function greater(left: Value, right: Value): boolean {
  return compareNumbers(left, right) === 1;
}

export function lessOrEqual(left: Value, right: Value): boolean {
  return (compareNumbers(left, right) ?? 1) <= 0;
}

export function greaterOrEqual(left: Value, right: Value): boolean {
  return (compareNumbers(left, right) ?? -1) >= 0;
}

/** `+`: concatenates when one side is a String; a null side then prints as its source. */
export function add(state: RenderState, left: Value, right: Value, leftLiteral: string, rightLiteral: string): Value {
  if (typeof left !== 'string' && typeof right !== 'string') return calculate('+', left, right);
  const text =
    (left === null ? leftLiteral : textOrThrow(left, state.budget)) +
    (right === null ? rightLiteral : textOrThrow(right, state.budget));
  state.budget.checkLength(text.length);
  return text;
}

export function arithmetic(operator: Operator, left: Value, right: Value): Value {
  return calculate(operator, left, right);
}

/** `[from..to]`, counting up or down; null when an end is not a number. */
export function range(state: RenderState, from: Value, to: Value): Value {
  const a = javaNumber(from);
  const b = javaNumber(to);
  if (a === undefined || b === undefined) return null;
  const first = intValue(a);
  const last = intValue(b);
  const count = Math.abs(first - last) + 1;
  state.budget.spend(count);
  const step = first >= last ? -1 : 1;
  return new JavaList(Array.from({ length: count }, (_, i) => first + i * step));
}

export function list(items: Value[]): JavaList {
  return new JavaList(items);
}

export function map(entries: readonly (readonly [Value, Value])[]): JavaMap {
  return JavaMap.of(entries);
}

export function double(value: number): JavaDouble {
  return new JavaDouble(value);
}
