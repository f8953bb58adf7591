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

function isLower(c: number): boolean {
  return c >= 97 && c <= 122;
}

function isUpper(c: number): boolean {
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
  if (!unicodeCase) return codePoint;
  return String.fromCodePoint(codePoint).toUpperCase().toLowerCase().codePointAt(0) ?? codePoint;
}

function otherCases(c: number, unicodeCase: boolean): number[] {
  if (c < 128) return isUpper(c) ? [c + 32] : isLower(c) ? [c - 32] : [];
  if (!unicodeCase) return [];
  const text = String.fromCodePoint(c);
  return [text.toUpperCase().codePointAt(0) ?? c, text.toLowerCase().codePointAt(0) ?? c];
}

const POSIX: ReadonlyMap<string, CharacterTest> = new Map<string, CharacterTest>([
  ['Lower', isLower],
  ['Upper', isUpper],
  ['ASCII', (c) => c < 128],
  ['Alpha', (c) => isLower(c) || isUpper(c)],
  ['Digit', isDigit],
  ['Alnum', (c) => isLower(c) || isUpper(c) || isDigit(c)],
  ['Punct', (c) => (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126)],
  ['Graph', (c) => c >= 33 && c <= 126],
  ['Print', (c) => c >= 32 && c <= 126],
  ['Blank', (c) => c === 32 || c === 9],
  ['Cntrl', (c) => c < 32 || c === 127],
  ['XDigit', (c) => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102)],
  ['Space', isSpace],
  ['javaLowerCase', unicode('\\p{Lowercase}')],
  ['javaUpperCase', unicode('\\p{Uppercase}')],
  [
    'javaWhitespace',
    (c) =>
      (c >= 9 && c <= 13) ||
      (c >= 28 && c <= 32) ||
      (unicode('\\p{Z}')(c) && c !== 0xa0 && c !== 0x2007 && c !== 0x202f),
  ],
  ['javaLetter', unicode('\\p{L}')],
  ['javaDigit', unicode('\\p{Nd}')],
  ['javaLetterOrDigit', unicode('[\\p{L}\\p{Nd}]')],
  ['all', () => true],
]);

const CATEGORIES: ReadonlySet<string> = new Set(
  'C Cc Cf Cn Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs LC'.split(
    ' ',
  ),
);

const BINARY: ReadonlySet<string> = new Set(
  'Alphabetic Ideographic Lowercase Uppercase White_Space Hex_Digit Emoji'.split(' '),
);

const SCRIPTS: ReadonlySet<string> = new Set(
  'Latin Greek Cyrillic Arabic Hebrew Han Hiragana Katakana Hangul Thai Devanagari Armenian Georgian Common'.split(' '),
);

/** `\p{name}`; `undefined` for a property that does not exist. */
export function property(name: string): CharacterTest | undefined {
  const posix = POSIX.get(name);
  if (posix !== undefined) return posix;
  if (CATEGORIES.has(name)) return unicode(`\\p{${name}}`);
  const [, key, value] = /^(?:(Is|IsScript=|script=|sc=|general_category=|gc=))(\w+)$/i.exec(name) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (CATEGORIES.has(value)) return unicode(`\\p{${value}}`);
  const titled = value[0]?.toUpperCase() + value.slice(1).toLowerCase();
  if (SCRIPTS.has(titled)) return unicode(`\\p{Script=${titled}}`);
  const binary = [...BINARY].find((known) => known.toLowerCase() === value.toLowerCase());
  return binary === undefined ? undefined : unicode(`\\p{${binary}}`);
}

/** By a JavaScript pattern for exactly one code point: constant time. */
function unicode(pattern: string): CharacterTest {
  const regex = new RegExp(`^${pattern}$`, 'u');
  return (c) => regex.test(String.fromCodePoint(c));
}

/** Letters, digits and `_` in all scripts: what `\b` looks at (Java before 19). */
const isUnicodeWord = unicode('[\\p{L}\\p{Nd}_]');

export function isBoundaryWord(codePoint: number): boolean {
  return codePoint < 128 ? isWordCharacter(codePoint) : isUnicodeWord(codePoint);
}
