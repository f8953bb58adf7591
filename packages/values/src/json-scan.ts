import { JavaBigDecimal } from './java-big-decimal.ts';
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

/** From here on json-smart, the service's reader, makes a BigDecimal of a number with a fraction or exponent. */
const BIG_DECIMAL_LENGTH = 19;

/**
 * The Java type of a JSON number: Integer, Long or BigInteger by size when it has neither fraction nor exponent, else Double, or
 * BigDecimal for one that is written with many characters and read as the service does (lists of kind 'json').
 */
export function numberFromDigits(digits: string, lists: ListKind = 'list'): Value {
  if (/[.eE]/.test(digits)) {
    if (lists === 'json' && digits.length >= BIG_DECIMAL_LENGTH && hasSmallExponent(digits))
      return JavaBigDecimal.fromDigits(digits);
    const double = Number(digits);
    return Number.isInteger(double) ? new JavaDouble(double) : double;
  }
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

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// A string up to its closing quote: no control character, and only the escapes that JSON has.
// JSON forbids exactly these.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

function scanValue(scanner: Scanner, depth: number): Value {
  skipBlanks(scanner);
  switch (scanner.text[scanner.at]) {
    case '{':
      return scanObject(scanner, depth + 1);
    case '[':
      return scanArray(scanner, depth + 1);
    case '"':
      return scanString(scanner);
    case 't':
      return scanWord(scanner, 'true', true);
    case 'f':
      return scanWord(scanner, 'false', false);
    case 'n':
      return scanWord(scanner, 'null', null);
    default:
      return scanNumber(scanner);
  }
}

function scanObject(scanner: Scanner, depth: number): JavaMap {
  enter(scanner, depth);
  const map = new JavaMap();
  if (takeIf(scanner, '}')) return map;
  do {
    skipBlanks(scanner);
    if (scanner.text[scanner.at] !== '"') throw unexpected(scanner);
    const key = scanString(scanner);
    if (!takeIf(scanner, ':')) throw unexpected(scanner);
    map.set(key, scanValue(scanner, depth));
  } while (takeIf(scanner, ','));
  if (!takeIf(scanner, '}')) throw unexpected(scanner);
  return map;
}

function scanArray(scanner: Scanner, depth: number): JavaList {
  enter(scanner, depth);
  const items: Value[] = [];
  if (takeIf(scanner, ']')) return new JavaList(items, scanner.lists);
  do {
    items.push(scanValue(scanner, depth));
  } while (takeIf(scanner, ','));
  if (!takeIf(scanner, ']')) throw unexpected(scanner);
  return new JavaList(items, scanner.lists);
}

function scanString(scanner: Scanner): string {
  const quoted = match(scanner, STRING);
  if (quoted === undefined) throw new JsonSyntaxError('malformed string', scanner.at);
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function scanNumber(scanner: Scanner): Value {
  const digits = match(scanner, NUMBER);
  if (digits === undefined) throw unexpected(scanner);
  return numberFromDigits(digits, scanner.lists);
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

function match(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text)?.[0];
  if (found !== undefined) scanner.at += found.length;
  return found;
}

function takeIf(scanner: Scanner, character: string): boolean {
  skipBlanks(scanner);
  if (scanner.text[scanner.at] !== character) return false;
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
