import { JavaBigDecimal } from './java-big-decimal.ts';
import {
  BACKSLASH,
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COLON,
  COMMA,
  DOT,
  FIRST_PRINTABLE,
  LETTER_E,
  LETTER_F,
  LETTER_N,
  LETTER_T,
  LOWER_CASE_BIT,
  MINUS,
  NINE,
  OPENING_BRACE,
  OPENING_BRACKET,
  PLUS,
  QUOTE,
  ZERO,
} from './json-codes.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import type { ListKind, Value } from './value.ts';
import { JavaDouble, JavaList, JavaLong, JavaMap } from './value.ts';

/** The exact reader behind `parseJson`: character by character, every number read from its own digits. Throws JsonSyntaxError. */
export function scanJson(text: string, lists: ListKind, maxDepth: number): Value {
  const scanner: Scanner = { text, lists, maxDepth, at: 0 };
  const value = scanValue(scanner, 0);
  skipBlanks(scanner);
  if (scanner.at < text.length) throw new JsonSyntaxError('text after the value', scanner.at);
  return value;
}

/**
 * The Java type of a JSON number: Integer, Long or BigInteger by size when it has neither fraction nor exponent, else Double, or
 * BigDecimal for one that is written with many characters and read as the service does (lists of kind 'json').
 */
export function numberFromDigits(digits: string, lists: ListKind = 'list'): Value {
  return /[.eE]/.test(digits) ? decimalFromDigits(digits, lists) : integerFromDigits(digits);
}

/** From here on json-smart, the service's reader, makes a BigDecimal of a number with a fraction or exponent. */
const BIG_DECIMAL_LENGTH = 19;

function decimalFromDigits(digits: string, lists: ListKind): Value {
  if (lists === 'json' && digits.length >= BIG_DECIMAL_LENGTH && hasSmallExponent(digits))
    return JavaBigDecimal.fromDigits(digits);
  const double = Number(digits);
  return Number.isInteger(double) ? new JavaDouble(double) : double;
}

function integerFromDigits(digits: string): Value {
  const integer = Number(digits);
  if ((integer | 0) === integer) return integer | 0;
  const exact = BigInt(digits);
  return BigInt.asIntN(64, exact) === exact ? new JavaLong(exact) : exact;
}

/** Others would make numbers of millions of digits. */
function hasSmallExponent(digits: string): boolean {
  return Math.abs(Number(/[eE](.*)$/.exec(digits)?.[1] ?? 0)) < 1000;
}

interface Scanner {
  readonly text: string;
  readonly lists: ListKind;
  readonly maxDepth: number;
  at: number;
}

function scanValue(scanner: Scanner, depth: number): Value {
  skipBlanks(scanner);
  switch (scanner.text.charCodeAt(scanner.at)) {
    case OPENING_BRACE:
      return scanObject(scanner, depth + 1);
    case OPENING_BRACKET:
      return scanArray(scanner, depth + 1);
    case QUOTE:
      return scanString(scanner);
    case LETTER_T:
      return scanWord(scanner, 'true', true);
    case LETTER_F:
      return scanWord(scanner, 'false', false);
    case LETTER_N:
      return scanWord(scanner, 'null', null);
    default:
      return scanNumber(scanner);
  }
}

function scanObject(scanner: Scanner, depth: number): JavaMap {
  enter(scanner, depth);
  const map = new JavaMap();
  if (takeIf(scanner, CLOSING_BRACE)) return map;
  do {
    skipBlanks(scanner);
    if (scanner.text.charCodeAt(scanner.at) !== QUOTE) throw unexpected(scanner);
    const key = scanString(scanner);
    if (!takeIf(scanner, COLON)) throw unexpected(scanner);
    map.set(key, scanValue(scanner, depth));
  } while (takeIf(scanner, COMMA));
  if (!takeIf(scanner, CLOSING_BRACE)) throw unexpected(scanner);
  return map;
}

function scanArray(scanner: Scanner, depth: number): JavaList {
  enter(scanner, depth);
  const items: Value[] = [];
  if (takeIf(scanner, CLOSING_BRACKET)) return new JavaList(items, scanner.lists);
  do {
    items.push(scanValue(scanner, depth));
  } while (takeIf(scanner, COMMA));
  if (!takeIf(scanner, CLOSING_BRACKET)) throw unexpected(scanner);
  return new JavaList(items, scanner.lists);
}

function scanString(scanner: Scanner): string {
  const { text } = scanner;
  const start = scanner.at;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      scanner.at = at + 1;
      return text.slice(start + 1, at);
    }
    if (code === BACKSLASH) return scanEscaped(scanner, at);
    if (code < FIRST_PRINTABLE) break;
  }
  throw new JsonSyntaxError('malformed string', start);
}

/** @param first where the string's first backslash is */
function scanEscaped(scanner: Scanner, first: number): string {
  const { text } = scanner;
  const start = scanner.at;
  let at = first;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  try {
    const value = JSON.parse(text.slice(start, at + 1)) as string;
    scanner.at = at + 1;
    return value;
  } catch {
    throw new JsonSyntaxError('malformed string', start);
  }
}

function scanNumber(scanner: Scanner): Value {
  const { text } = scanner;
  const start = scanner.at;
  const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
  // No zero stands in front of other digits.
  const integerEnd = text.charCodeAt(first) === ZERO ? first + 1 : endOfDigits(text, first);
  if (integerEnd === first) throw unexpected(scanner);
  let end = integerEnd;
  if (text.charCodeAt(end) === DOT) {
    const fractionEnd = endOfDigits(text, end + 1);
    if (fractionEnd > end + 1) end = fractionEnd;
  }
  if ((text.charCodeAt(end) | LOWER_CASE_BIT) === LETTER_E) {
    const sign = text.charCodeAt(end + 1);
    const exponent = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
    const exponentEnd = endOfDigits(text, exponent);
    if (exponentEnd > exponent) end = exponentEnd;
  }
  scanner.at = end;
  const digits = text.slice(start, end);
  return end === integerEnd ? integerFromDigits(digits) : decimalFromDigits(digits, scanner.lists);
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function scanWord<T>(scanner: Scanner, word: string, value: T): T {
  if (!scanner.text.startsWith(word, scanner.at)) throw unexpected(scanner);
  scanner.at += word.length;
  return value;
}

function enter(scanner: Scanner, depth: number): void {
  if (depth > scanner.maxDepth) throw new JsonSyntaxError('nested too deep', scanner.at);
  scanner.at++;
}

function takeIf(scanner: Scanner, code: number): boolean {
  skipBlanks(scanner);
  if (scanner.text.charCodeAt(scanner.at) !== code) return false;
  scanner.at++;
  return true;
}

function skipBlanks(scanner: Scanner): void {
  for (;;) {
    const code = scanner.text.charCodeAt(scanner.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    scanner.at++;
  }
}

function unexpected(scanner: Scanner): JsonSyntaxError {
  const found = scanner.text[scanner.at];
  return new JsonSyntaxError(
    found === undefined ? 'unexpected end' : `unexpected ${JSON.stringify(found)}`,
    scanner.at,
  );
}
