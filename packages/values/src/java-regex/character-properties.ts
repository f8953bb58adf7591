import { isDigit, isLower, isSpace, isUpper, unicode } from './character-classes.ts';
import type { CharacterTest } from './regex-ast.ts';
import { blockTest } from './unicode-blocks.ts';

/** What `\p{...}` depends on besides its name. */
export interface PropertyFlags {
  readonly ignoreCase: boolean;
  /** The flag U: POSIX names take all of Unicode. */
  readonly unicodeClasses: boolean;
}

/** The test of `\p{name}`; `undefined` for a property that does not exist. */
export function property(name: string, flags: PropertyFlags): CharacterTest | undefined {
  const [, prefix, key, value] = /^(?:(Is|In)|(\w+)=)(.+)$/.exec(name) ?? [];
  if (key !== undefined && value !== undefined) return keyedProperty(key.toLowerCase(), value, flags);
  if (prefix === 'In' && value !== undefined) return blockTest(value);
  if (prefix === 'Is' && value !== undefined) {
    return binaryProperty(value, flags) ?? category(value, flags) ?? script(value);
  }
  const posix = POSIX.get(name);
  if (posix !== undefined) {
    if (flags.unicodeClasses) return binaryProperty(UNICODE_POSIX.get(name) ?? name, flags) ?? posix;
    return flags.ignoreCase && (name === 'Lower' || name === 'Upper') ? POSIX.get('Alpha') : posix;
  }
  return JAVA_METHODS.get(withoutCase(name, flags)) ?? category(name, flags);
}

function keyedProperty(key: string, value: string, flags: PropertyFlags): CharacterTest | undefined {
  if (key === 'sc' || key === 'script') return script(value);
  if (key === 'blk' || key === 'block') return blockTest(value);
  return key === 'gc' || key === 'general_category' ? category(value, flags) : undefined;
}

const CATEGORIES: ReadonlySet<string> = new Set(
  'C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs'.split(
    ' ',
  ),
);

const FURTHER_CATEGORIES: ReadonlyMap<string, CharacterTest> = new Map<string, CharacterTest>([
  ['LD', unicode('[\\p{L}\\p{Nd}]')],
  ['L1', (c) => c < 256],
  ['all', () => true],
]);

function category(name: string, { ignoreCase }: PropertyFlags): CharacterTest | undefined {
  // Without case, a letter of one case is a letter of any.
  if (ignoreCase && /^(Lu|Ll|Lt)$/.test(name)) return unicode('[\\p{Lu}\\p{Ll}\\p{Lt}]');
  return CATEGORIES.has(name) ? unicode(`\\p{${name}}`) : FURTHER_CATEGORIES.get(name);
}

/** By its name in any case, or its four letters. */
function script(name: string): CharacterTest | undefined {
  if (!/^[A-Za-z_]+$/.test(name)) return undefined;
  const titled = name.toLowerCase().replace(/(?:^|_)[a-z]/g, (start) => start.toUpperCase());
  const pattern = `\\p{Script=${titled}}`;
  try {
    RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
  return unicode(pattern);
}

const BINARY: ReadonlyMap<string, string> = new Map([
  ['ALPHABETIC', '\\p{Alphabetic}'],
  ['LETTER', '\\p{L}'],
  ['IDEOGRAPHIC', '\\p{Ideographic}'],
  ['LOWERCASE', '\\p{Lowercase}'],
  ['UPPERCASE', '\\p{Uppercase}'],
  ['TITLECASE', '\\p{Lt}'],
  ['WHITE_SPACE', '\\p{White_Space}'],
  ['CONTROL', '\\p{Cc}'],
  ['PUNCTUATION', '\\p{P}'],
  ['HEX_DIGIT', '[\\p{Nd}\\p{Hex_Digit}]'],
  ['ASSIGNED', '\\P{Cn}'],
  ['NONCHARACTER_CODE_POINT', '\\p{Noncharacter_Code_Point}'],
  ['DIGIT', '\\p{Nd}'],
  ['ALNUM', '[\\p{Alphabetic}\\p{Nd}]'],
  ['BLANK', '[\\p{Zs}\\t]'],
  ['GRAPH', '[^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]'],
  ['PRINT', '[^\\p{Zl}\\p{Zp}\\t\\n\\v\\f\\r\\x85\\p{Cc}\\p{Cs}\\p{Cn}]'],
  ['WORD', '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]'],
  ['JOIN_CONTROL', '\\p{Join_Control}'],
]);

/** Names of the binary properties that Java spells without the underscore too. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['WHITESPACE', 'WHITE_SPACE'],
  ['HEXDIGIT', 'HEX_DIGIT'],
  ['NONCHARACTERCODEPOINT', 'NONCHARACTER_CODE_POINT'],
  ['JOINCONTROL', 'JOIN_CONTROL'],
]);

const CASED = '[\\p{Lowercase}\\p{Uppercase}\\p{Lt}]';

function binaryProperty(name: string, { ignoreCase }: PropertyFlags): CharacterTest | undefined {
  const upper = name.toUpperCase();
  const known = ALIASES.get(upper) ?? upper;
  if (ignoreCase && /^(LOWERCASE|UPPERCASE|TITLECASE)$/.test(known)) return unicode(CASED);
  const pattern = BINARY.get(known);
  return pattern === undefined ? undefined : unicode(pattern);
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
]);

/** With the flag U. */
const UNICODE_POSIX: ReadonlyMap<string, string> = new Map([
  ['Lower', 'LOWERCASE'],
  ['Upper', 'UPPERCASE'],
  ['Alpha', 'ALPHABETIC'],
  ['Punct', 'PUNCTUATION'],
  ['Cntrl', 'CONTROL'],
  ['XDigit', 'HEX_DIGIT'],
  ['Space', 'WHITE_SPACE'],
]);

/** `\p{javaLetter}` is java.lang.Character.isLetter. */
const JAVA_METHODS: ReadonlyMap<string, CharacterTest> = new Map<string, CharacterTest>([
  ['javaLowerCase', unicode('\\p{Lowercase}')],
  ['javaUpperCase', unicode('\\p{Uppercase}')],
  ['javaTitleCase', unicode('\\p{Lt}')],
  ['javaCased', unicode(CASED)],
  ['javaAlphabetic', unicode('\\p{Alphabetic}')],
  ['javaIdeographic', unicode('\\p{Ideographic}')],
  ['javaLetter', unicode('\\p{L}')],
  ['javaDigit', unicode('\\p{Nd}')],
  ['javaLetterOrDigit', unicode('[\\p{L}\\p{Nd}]')],
  ['javaDefined', unicode('\\P{Cn}')],
  ['javaSpaceChar', unicode('\\p{Z}')],
  ['javaISOControl', unicode('\\p{Cc}')],
  ['javaWhitespace', unicode('[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]')],
]);

function withoutCase(name: string, { ignoreCase }: PropertyFlags): string {
  return ignoreCase && /^java(Lower|Upper|Title)Case$/.test(name) ? 'javaCased' : name;
}

/** The names that `\p{...}` takes, but for scripts and blocks. */
export const REGEX_PROPERTIES: Readonly<Record<'posix' | 'java' | 'binary' | 'categories', readonly string[]>> = {
  posix: [...POSIX.keys()],
  java: [...JAVA_METHODS.keys()],
  binary: [...BINARY.keys()],
  categories: [...CATEGORIES, ...FURTHER_CATEGORIES.keys()],
};
