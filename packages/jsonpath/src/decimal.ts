import { formatDouble, JavaBigDecimal } from '@portico/values';

/**
 * A number of a filter as Java's BigDecimal has it: exact, and with a text of its own.
 * At least one member is there; `double` only when it stands for exactly the number that the text would.
 */
export interface Decimal {
  readonly double: number | undefined;
  /** As BigDecimal reads it: `15.50`, `1e1`. */
  readonly text: string | undefined;
}

const SYNTAX = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,9}))?$/;

/** `undefined` where BigDecimal's constructor throws. */
export function parseDecimal(text: string): Decimal | undefined {
  if (!SYNTAX.test(text)) return undefined;
  const double = Number(text);
  const exact = Number.isFinite(double) && compareText(text, numberText(double)) === 0;
  return { double: exact ? double : undefined, text };
}

/** Negative, zero or positive; NaN when a side is not a number. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.double !== undefined && right.double !== undefined) return left.double - right.double;
  return compareText(textOf(left), textOf(right));
}

/** BigDecimal.toString: plain digits, or `1E+1` for an exponent that the digits do not show. */
export function decimalText(decimal: Decimal): string {
  const text = textOf(decimal);
  return SYNTAX.test(text) ? JavaBigDecimal.fromDigits(text).name : text;
}

function textOf(decimal: Decimal): string {
  return decimal.text ?? numberText(decimal.double ?? Number.NaN);
}

function numberText(number: number): string {
  return Number.isInteger(number) ? String(number) : formatDouble(number);
}

interface Parts {
  readonly negative: boolean;
  /** Without leading zeros, at least one digit. */
  readonly digits: string;
  /** The number is `digits` times ten to this. */
  readonly exponent: number;
}

function split(text: string): Parts | undefined {
  const match = SYNTAX.exec(text);
  if (match === null) return undefined;
  const [whole = '', fraction = ''] = (match[2] ?? '').split('.');
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  const negative = match[1] === '-' && digits !== '0' && /[1-9]/.test(digits);
  return { negative, digits, exponent: Number(match[3] ?? 0) - fraction.length };
}

function compareText(left: string, right: string): number {
  const a = split(left);
  const b = split(right);
  if (a === undefined || b === undefined) return Number.NaN;
  const signA = sign(a);
  const signB = sign(b);
  if (signA !== signB || signA === 0) return signA - signB;
  const order = a.exponent + a.digits.length - (b.exponent + b.digits.length) || compareDigits(a.digits, b.digits);
  return signA * order;
}

function sign(parts: Parts): number {
  if (!/[1-9]/.test(parts.digits)) return 0;
  return parts.negative ? -1 : 1;
}

/** Both start at the same power of ten. */
function compareDigits(left: string, right: string): number {
  const length = Math.max(left.length, right.length);
  const a = left.padEnd(length, '0');
  const b = right.padEnd(length, '0');
  return a === b ? 0 : a < b ? -1 : 1;
}
