import { compareDecimals, decimalText, parseDecimal } from './decimal.ts';
import type { RelationalOperator } from './filter.ts';
import { JsonPathError } from './json-path-error.ts';
import { JSON_PATH_LIMITS } from './limits.ts';
import type { Operand } from './operand.ts';
import { parsePath } from './parse-path.ts';
import type { Pattern } from './pattern.ts';
import { parsePermissiveJson } from './permissive-json.ts';
import { count, type Reading } from './reading.ts';
import { unescapeText } from './unescape-text.ts';

/** Whether `left operator right` holds. Throws `JsonPathError`: InvalidPathException where the operands do not fit the operator. */
export function holds<Node>(
  reading: Reading<Node>,
  operator: RelationalOperator,
  left: Operand<Node>,
  right: Operand<Node>,
): boolean {
  switch (operator) {
    case '==':
      return equals(reading, left, right);
    case '!=':
      return !equals(reading, left, right);
    case '===':
      return kind(left) === kind(right) && equals(reading, left, right);
    case '!==':
      return !(kind(left) === kind(right) && equals(reading, left, right));
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
    case '=~':
      return matches(reading, left, right);
    case 'IN':
      return isIn(reading, left, right);
    case 'NIN':
      return !isIn(reading, left, right);
    case 'CONTAINS':
      return contains(reading, left, right);
    case 'SUBSETOF':
      return both(reading, left, right, (own, other) => own.every((item) => has(reading, other, item)));
    case 'ANYOF':
      return both(reading, left, right, (own, other) => own.some((item) => has(reading, other, item)));
    case 'NONEOF':
      return both(reading, left, right, (own, other) => !own.some((item) => has(reading, other, item)));
    case 'SIZE':
      return size(reading, left, right);
    case 'EMPTY':
      return isEmpty(reading, left, right);
    case 'EXISTS':
      return existsEquals(left, right);
    case 'ALL':
    case 'TYPE':
    case 'MATCHES':
      // The Java library offers these to filters built in Java: no operand that can be written fits them.
      throw unfit(operator);
    default:
      return operator satisfies never;
  }
}

function unfit(what: string): JsonPathError {
  return new JsonPathError('InvalidPathException', `Unexpected operand: ${what}`);
}

/** Operands of one class in the Java library. */
function kind<Node>(operand: Operand<Node>): string {
  return operand.type === 'json-text' ? 'json' : operand.type;
}

function equals<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  if (left.type === 'json') {
    const other =
      right.type === 'json' ? right.node : right.type === 'json-text' ? parsed(reading, right.text) : undefined;
    return other !== undefined && reading.access.equal(left.node, other);
  }
  // A literal on the left is compared as text with what the right side parses to, which is never equal.
  if (left.type === 'json-text' && (right.type === 'json' || right.type === 'json-text')) {
    if (right.type === 'json-text') parsed(reading, right.text);
    return false;
  }
  return sameOperand(reading, left, right);
}

/** Java's `left.equals(right)` of the library's nodes: numbers and numeric strings may be equal, in a way that depends on the side. */
function sameOperand<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  count(reading);
  switch (left.type) {
    case 'null':
      return right.type === 'null';
    case 'boolean':
      return right.type === 'boolean' && left.value === right.value;
    case 'number': {
      const other =
        right.type === 'number' ? right.decimal : right.type === 'string' ? parseDecimal(right.value) : undefined;
      return other !== undefined && compareDecimals(left.decimal, other) === 0;
    }
    case 'string':
      if (right.type === 'number') return left.value === decimalText(right.decimal);
      return right.type === 'string' && left.value === right.value;
    case 'json-text':
      return right.type === 'json-text' && left.text === right.text;
    case 'json':
      return right.type === 'json' && reading.access.equal(left.node, right.node);
    case 'undefined':
    case 'pattern':
    case 'path':
    case 'uncomparable':
      return false;
    default:
      return left satisfies never;
  }
}

/** Two numbers or two strings; NaN, which no operator accepts, for anything else. */
function compare<Node>(left: Operand<Node>, right: Operand<Node>): number {
  if (left.type === 'number' && right.type === 'number') return compareDecimals(left.decimal, right.decimal);
  if (left.type !== 'string' || right.type !== 'string') return Number.NaN;
  return left.value === right.value ? 0 : left.value < right.value ? -1 : 1;
}

function parsed<Node>(reading: Reading<Node>, text: string): Node {
  let node = reading.literals.get(text);
  if (node === undefined) {
    node = parsePermissiveJson(text, reading.access);
    reading.literals.set(text, node);
  }
  return node;
}

/** The elements of an array; `undefined` for an object. Nothing else can be a list. */
function listOf<Node>(reading: Reading<Node>, operand: Operand<Node>): readonly Operand<Node>[] | undefined {
  if (operand.type !== 'json' && operand.type !== 'json-text') throw unfit('not a list');
  const node = operand.type === 'json' ? operand.node : parsed(reading, operand.text);
  return reading.access.isList(node) ? reading.access.items(node).map((item) => elementOf(reading, item)) : undefined;
}

/** A string of a list is read once more: as a path, as JSON, or without its quotes and backslashes (as in the Java library). */
function elementOf<Node>(reading: Reading<Node>, item: Node): Operand<Node> {
  count(reading);
  const operand = reading.access.operand(item);
  if (operand.type === 'json' || operand.type === 'undefined' || operand.type === 'uncomparable')
    throw new JsonPathError('JsonPathException', 'Could not determine value type');
  if (operand.type !== 'string') return operand;
  const text = operand.value.trim();
  if (/^[@$]/.test(text) && isPath(text)) return { type: 'path' };
  if (/^\[[\s\S]*\]$|^\{[\s\S]*\}$/.test(text) && isJson(reading, text))
    return { type: 'json-text', text: operand.value };
  const { value } = operand;
  if (value.length < 2) return operand;
  const quoted = /^(['"])[\s\S]*\1$/.test(value);
  return { type: 'string', value: unescapeText(quoted ? value.slice(1, -1) : value) };
}

function isPath(text: string): boolean {
  try {
    parsePath(text, 0, 0);
    return true;
  } catch {
    return false;
  }
}

function isJson<Node>(reading: Reading<Node>, text: string): boolean {
  try {
    parsePermissiveJson(text, reading.access);
    return true;
  } catch {
    return false;
  }
}

function has<Node>(reading: Reading<Node>, list: readonly Operand<Node>[], item: Operand<Node>): boolean {
  return list.some((element) => sameOperand(reading, item, element));
}

function isIn<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  const list = listOf(reading, right);
  return list !== undefined && has(reading, list, left);
}

function contains<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  if (left.type === 'string' && right.type === 'string') return left.value.includes(right.value);
  if (left.type !== 'json' && left.type !== 'json-text') return false;
  return isIn(reading, right, left);
}

function both<Node>(
  reading: Reading<Node>,
  left: Operand<Node>,
  right: Operand<Node>,
  decide: (own: readonly Operand<Node>[], other: readonly Operand<Node>[]) => boolean,
): boolean {
  const other = listOf(reading, right);
  if (other === undefined) return false;
  const own = listOf(reading, left);
  return own !== undefined && decide(own, other);
}

function size<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  if (right.type !== 'number') return false;
  const expected = Math.trunc(right.decimal.double ?? Number(right.decimal.text));
  if (left.type === 'string') return left.value.length === expected;
  if (left.type !== 'json' && left.type !== 'json-text') return false;
  const node = left.type === 'json' ? left.node : parsed(reading, left.text);
  return (reading.access.isList(node) ? reading.access.items(node).length : -1) === expected;
}

function isEmpty<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  if (left.type === 'string') return (left.value === '') === booleanOf(right);
  if (left.type !== 'json' && left.type !== 'json-text') return false;
  const node = left.type === 'json' ? left.node : parsed(reading, left.text);
  if (!reading.access.isList(node)) throw new JsonPathError('ClassCastException', 'An object is not a collection');
  return (reading.access.items(node).length === 0) === booleanOf(right);
}

function existsEquals<Node>(left: Operand<Node>, right: Operand<Node>): boolean {
  if (left.type !== 'boolean' && right.type !== 'boolean') {
    throw new JsonPathError('JsonPathException', 'Failed to evaluate exists expression');
  }
  return booleanOf(left) === booleanOf(right);
}

function booleanOf<Node>(operand: Operand<Node>): boolean {
  if (operand.type !== 'boolean') throw unfit('not a boolean');
  return operand.value;
}

function matches<Node>(reading: Reading<Node>, left: Operand<Node>, right: Operand<Node>): boolean {
  if (left.type === 'pattern' && right.type !== 'pattern') return matchesOperand(reading, left.pattern, right);
  return right.type === 'pattern' && left.type !== 'pattern' && matchesOperand(reading, right.pattern, left);
}

/** An array matches when one of its elements does. */
function matchesOperand<Node>(reading: Reading<Node>, pattern: Pattern, operand: Operand<Node>): boolean {
  if (operand.type === 'json' || operand.type === 'json-text') {
    const list = listOf(reading, operand);
    if (list !== undefined) return list.some((item) => matchesText(reading, pattern, matchedText(item)));
  }
  return matchesText(reading, pattern, matchedText(operand));
}

/** Steps of a regular expression that weigh as much as one visit: each stands for four of its own. */
const STEPS_PER_VISIT = 1;

function matchesText<Node>(reading: Reading<Node>, pattern: Pattern, text: string): boolean {
  const steps = (JSON_PATH_LIMITS.visits - reading.visits) * STEPS_PER_VISIT;
  const budget = { steps };
  const matched = pattern.matches(text, budget);
  count(reading, Math.ceil((steps - budget.steps) / STEPS_PER_VISIT));
  return matched;
}

function matchedText<Node>(operand: Operand<Node>): string {
  if (operand.type === 'string') return operand.value;
  if (operand.type === 'boolean') return String(operand.value);
  return operand.type === 'number' ? decimalText(operand.decimal) : '';
}
