import type { Value } from '@portico/values';
import { JavaBigDecimal, JavaLong } from '@portico/values';
import { JavaSmallNumber } from '../java/java-objects.ts';
import { TemplateError, TemplateLimitError } from '../template-error.ts';
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
  if (isBig(a) || isBig(b)) return calculateDecimal(operator, toBigDecimal(left, a), toBigDecimal(right, b));
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
  const isBigInteger = isBig(a) || isBig(b);
  if (operator === '%' && isBigInteger) return bigModulo(x, y);
  const result = { '+': () => x + y, '-': () => x - y, '*': () => x * y, '/': () => x / y, '%': () => x % y }[
    operator
  ]();
  if (isBigInteger || BigInt.asIntN(64, result) !== result) {
    // Long.MIN_VALUE / -1 wraps in Java, where every other overflow widens.
    return operator === '/' && !isBigInteger ? new JavaLong(BigInt.asIntN(64, result)) : bounded(result);
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

/** Numbers may have this many bits (some 6,000 digits), and decimals this many places; Java has no such limit. */
const LARGEST = 1n << 20_000n;
const MAX_SCALE = 5_000;

export function bounded(value: bigint): bigint {
  if (value <= LARGEST && value >= -LARGEST) return value;
  throw new TemplateLimitError('value-size', 'the template computes a number of too many digits');
}

export function boundedDecimal(unscaled: bigint, scale: number): JavaBigDecimal {
  if (Math.abs(scale) <= MAX_SCALE) return new JavaBigDecimal(bounded(unscaled), scale);
  throw new TemplateLimitError('value-size', 'the template computes a number of too many digits');
}

function isBig({ type }: JavaNumber): boolean {
  return type === 'BigInteger' || type === 'BigDecimal';
}

/** Throws Java's NumberFormatException for a Double that is infinite or not a number. */
function toBigDecimal(value: Value, number: JavaNumber): JavaBigDecimal {
  if (value instanceof JavaBigDecimal) return value;
  if (number.type === 'BigInteger') return new JavaBigDecimal(number.exact ?? 0n, 0);
  if (!Number.isFinite(number.double)) throw new TemplateError('NumberFormatException', 'Infinite or NaN');
  return JavaBigDecimal.fromDouble(number.double);
}

function calculateDecimal(operator: Operator, a: JavaBigDecimal, b: JavaBigDecimal): Value {
  const scale = Math.max(a.scale, b.scale);
  const x = a.unscaled * 10n ** BigInt(scale - a.scale);
  const y = b.unscaled * 10n ** BigInt(scale - b.scale);
  switch (operator) {
    case '+':
      return boundedDecimal(x + y, scale);
    case '-':
      return boundedDecimal(x - y, scale);
    case '*':
      return boundedDecimal(a.unscaled * b.unscaled, a.scale + b.scale);
    case '/':
      return divideHalfDown(x, y, a.scale);
    case '%':
      throw new TemplateError('ArithmeticException', 'Cannot calculate the modulo of BigDecimals.');
  }
}

/** BigDecimal.divide(divisor, ROUND_HALF_DOWN): the scale of the dividend. */
function divideHalfDown(x: bigint, y: bigint, scale: number): Value {
  const scaled = scale >= 0 ? x * 10n ** BigInt(scale) : x / 10n ** BigInt(-scale);
  const quotient = scaled / y;
  const remainder = scaled % y;
  const twice = remainder < 0n ? -2n * remainder : 2n * remainder;
  const roundsAway = twice > (y < 0n ? -y : y);
  return new JavaBigDecimal(roundsAway ? quotient + (scaled < 0n === y < 0n ? 1n : -1n) : quotient, scale);
}

/** -1, 0 or 1; Not-a-Number compares as equal to everything, as in Velocity. */
export function compareNumbers(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return sign(left, right);
  const a = javaNumber(left);
  const b = javaNumber(right);
  if (a === undefined || b === undefined) return undefined;
  if (a.exact !== undefined && b.exact !== undefined) return sign(a.exact, b.exact);
  if (!isBig(a) && !isBig(b)) return sign(a.double, b.double);
  const x = toBigDecimal(left, a);
  const y = toBigDecimal(right, b);
  return sign(
    x.unscaled * 10n ** BigInt(Math.max(y.scale - x.scale, 0)),
    y.unscaled * 10n ** BigInt(Math.max(x.scale - y.scale, 0)),
  );
}

function sign<T extends number | bigint>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
