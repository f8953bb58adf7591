import type { Value } from '@portico/values';
import { JavaLong } from '@portico/values';
import { JavaSmallNumber } from '../java/java-objects.ts';
import { TemplateError } from '../template-error.ts';
import type { JavaNumber } from './numbers.ts';
import { doubleValue, javaNumber } from './numbers.ts';

export type Operator = '+' | '-' | '*' | '/' | '%';

/**
 * Velocity's arithmetic: integers stay integers and widen on overflow (never narrower than the wider operand), one Double makes a
 * Double. Null for an operand that is not a number, and for division and modulo by zero.
 */
export function calculate(operator: Operator, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number' && Number.isInteger(left) && Number.isInteger(right)) {
    const result = calculateIntegers(operator, left, right);
    if (result !== undefined) return result;
  }
  const a = javaNumber(left);
  const b = javaNumber(right);
  if (a === undefined || b === undefined) return null;
  if ((operator === '/' || operator === '%') && b.double === 0) return null;
  if (a.exact !== undefined && b.exact !== undefined) return calculateExact(operator, a, b);
  if (a.type === 'BigInteger' || b.type === 'BigInteger') return calculateDecimal(operator, a, b);
  if (a.type !== 'Double' && b.type !== 'Double') {
    return new JavaSmallNumber(
      'Float',
      Math.fround(calculateDoubles(operator, Math.fround(a.double), Math.fround(b.double))),
    );
  }
  return doubleValue(calculateDoubles(operator, a.double, b.double));
}

/** `undefined` when the result is not an Integer. */
function calculateIntegers(operator: Operator, a: number, b: number): number | null | undefined {
  if (b === 0 && (operator === '/' || operator === '%')) return null;
  const result = calculateDoubles(operator, a, b);
  const integer = operator === '/' ? Math.trunc(result) : result;
  return (integer | 0) === integer ? integer | 0 : undefined;
}

function calculateDoubles(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

function calculateExact(operator: Operator, a: JavaNumber, b: JavaNumber): Value {
  const x = a.exact ?? 0n;
  const y = b.exact ?? 0n;
  const isBig = a.type === 'BigInteger' || b.type === 'BigInteger';
  if (operator === '%' && isBig) return bigModulo(x, y);
  const result = { '+': () => x + y, '-': () => x - y, '*': () => x * y, '/': () => x / y, '%': () => x % y }[
    operator
  ]();
  if (isBig || BigInt.asIntN(64, result) !== result) {
    // Long.MIN_VALUE / -1 wraps in Java, where every other overflow widens.
    return operator === '/' && !isBig ? new JavaLong(BigInt.asIntN(64, result)) : result;
  }
  return narrow(result, widest(a.type, b.type));
}

const SIZES: readonly string[] = ['Byte', 'Short', 'Integer', 'Long'];

function widest(a: string, b: string): string {
  return SIZES.indexOf(a) > SIZES.indexOf(b) ? a : b;
}

/** The result in the wider of the operands' types, or the next one that holds it. */
function narrow(result: bigint, type: string): Value {
  if (type === 'Byte' && BigInt.asIntN(8, result) === result) return new JavaSmallNumber('Byte', Number(result));
  if ((type === 'Byte' || type === 'Short') && BigInt.asIntN(16, result) === result) {
    return new JavaSmallNumber('Short', Number(result));
  }
  if (type !== 'Long' && BigInt.asIntN(32, result) === result) return Number(result);
  return new JavaLong(result);
}

/** BigInteger.mod, which is never negative and takes no negative modulus. */
function bigModulo(x: bigint, y: bigint): bigint {
  if (y < 0n) throw new TemplateError('ArithmeticException', 'BigInteger: modulus not positive');
  return ((x % y) + y) % y;
}

/** A BigInteger and a Double make a BigDecimal in Java; here the nearest Double stands for it. */
function calculateDecimal(operator: Operator, a: JavaNumber, b: JavaNumber): Value {
  if (operator === '%') throw new TemplateError('ArithmeticException', 'Cannot calculate the modulo of BigDecimals.');
  return doubleValue(calculateDoubles(operator, a.double, b.double));
}

/** -1, 0 or 1; Not-a-Number compares as equal to everything, as in Velocity. */
export function compareNumbers(left: Value, right: Value): number | undefined {
  const a = javaNumber(left);
  const b = javaNumber(right);
  if (a === undefined || b === undefined) return undefined;
  if (a.exact !== undefined && b.exact !== undefined) return sign(a.exact, b.exact);
  return sign(a.double, b.double);
}

function sign<T extends number | bigint>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
