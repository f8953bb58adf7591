import type { CharacterTest } from './regex-ast.ts';

export const isDigit: CharacterTest = (c) => c >= 48 && c <= 57;
export const isWordCharacter: CharacterTest = (c) => isDigit(c) || isLower(c) || isUpper(c) || c === 95;
export const isSpace: CharacterTest = (c) => c === 32 || (c >= 9 && c <= 13);
export const isHorizontalSpace: CharacterTest = (c) =>
  c === 32 ||
  c === 9 ||
  c === 0xa0 ||
  c === 0x1680 ||
  c === 0x180e ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000;
export const isVerticalSpace: CharacterTest = (c) => (c >= 10 && c <= 13) || c === 0x85 || c === 0x2028 || c === 0x2029;
export const isLineTerminator: CharacterTest = (c) =>
  c === 10 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029;

export function isLower(c: number): boolean {
  return c >= 97 && c <= 122;
}

export function isUpper(c: number): boolean {
  return c >= 65 && c <= 90;
}

export function not(test: CharacterTest): CharacterTest {
  return (c) => !test(c);
}

export function literal(codePoint: number, ignoreCase: boolean, unicodeCase: boolean): CharacterTest {
  if (!ignoreCase) return (c) => c === codePoint;
  const folded = foldCase(codePoint, unicodeCase);
  return (c) => c === codePoint || foldCase(c, unicodeCase) === folded;
}

export function range(from: number, to: number, ignoreCase: boolean, unicodeCase: boolean): CharacterTest {
  if (!ignoreCase) return (c) => c >= from && c <= to;
  return (c) => (c >= from && c <= to) || otherCases(c, unicodeCase).some((other) => other >= from && other <= to);
}

/** Without Unicode case, Java ignores the case of ASCII letters only. */
export function foldCase(codePoint: number, unicodeCase: boolean): number {
  if (codePoint < 128) return isUpper(codePoint) ? codePoint + 32 : codePoint;
  return unicodeCase ? toLowerCase(toUpperCase(codePoint)) : codePoint;
}

function otherCases(c: number, unicodeCase: boolean): number[] {
  if (!unicodeCase) return isUpper(c) ? [c + 32] : isLower(c) ? [c - 32] : [];
  const upper = toUpperCase(c);
  return [upper, toLowerCase(upper)];
}

/** Java's Character.toUpperCase: one character for one, so that `ß` stays. */
function toUpperCase(codePoint: number): number {
  return onlyCodePoint(String.fromCodePoint(codePoint).toUpperCase()) ?? codePoint;
}

function toLowerCase(codePoint: number): number {
  // In JavaScript an `i` and a combining dot.
  if (codePoint === 0x130) return 0x69;
  return onlyCodePoint(String.fromCodePoint(codePoint).toLowerCase()) ?? codePoint;
}

function onlyCodePoint(text: string): number | undefined {
  const codePoint = text.codePointAt(0) ?? 0;
  return text.length === (codePoint > 0xffff ? 2 : 1) ? codePoint : undefined;
}

/** By a JavaScript pattern for exactly one code point: constant time. Made at its first use: that takes longer than it looks. */
export function unicode(pattern: string): CharacterTest {
  let regex: RegExp | undefined;
  return (c) => {
    regex ??= new RegExp(`^${pattern}$`, 'u');
    return regex.test(String.fromCodePoint(c));
  };
}

/** Fast for ASCII; `pattern` decides the rest. */
function asciiOr(ascii: CharacterTest, pattern: string): CharacterTest {
  const beyond = unicode(pattern);
  return (c) => (c < 128 ? ascii(c) : beyond(c));
}

/** `\d`, `\s`, `\w` with the flag U. */
export const isUnicodeDigit: CharacterTest = asciiOr(isDigit, '\\p{Nd}');
export const isUnicodeSpace: CharacterTest = asciiOr(isSpace, '\\p{White_Space}');
export const isUnicodeWordCharacter: CharacterTest = asciiOr(
  isWordCharacter,
  '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]',
);

/** Letters, digits and `_` in all scripts: what `\b` looks at (Java before 19). */
const isUnicodeWord = unicode('[\\p{L}\\p{Nd}_]');

export function isBoundaryWord(codePoint: number): boolean {
  return codePoint < 128 ? isWordCharacter(codePoint) : isUnicodeWord(codePoint);
}
