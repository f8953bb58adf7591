import { literal, not, range } from './character-classes.ts';
import type { RegexParser } from './parse-regex.ts';
import type { CharacterTest } from './regex-ast.ts';

/** Reads a character class behind its `[`: ranges, nested classes (union), `&&` (intersection), negation. */
export function parseCharacterClass(parser: RegexParser): CharacterTest {
  return parser.nest(() => {
    const negated = parser.take('^');
    const test = parseMembers(parser);
    parser.take(']');
    return negated ? not(test) : test;
  });
}

/** Up to the `]`. One that comes first is an ordinary character. */
function parseMembers(parser: RegexParser): CharacterTest {
  let members: CharacterTest[] = [];
  for (;;) {
    parser.skipComments();
    const next = parser.pattern[parser.at];
    if (next === undefined) throw parser.error('Unclosed character class');
    if (next === ']' && members.length > 0) return anyOf(members);
    if (parser.take('&&')) {
      const right = parseRightSide(parser);
      if (members.length === 0 && right.length === 0) throw parser.error('Bad class syntax');
      if (members.length === 0) members = right;
      else if (right.length > 0) members = [both(anyOf(members), anyOf(right))];
    } else members.push(...parseMember(parser));
  }
}

function parseMember(parser: RegexParser): CharacterTest[] {
  if (parser.take('[')) return [parseCharacterClass(parser)];
  return parser.take('\\Q') ? parseQuoted(parser) : [parseRange(parser)];
}

/** Of `&&`: all up to the `]`, with the intersections in it, but a nested class ends it before a further `&&`. */
function parseRightSide(parser: RegexParser): CharacterTest[] {
  const right: CharacterTest[] = [];
  for (;;) {
    parser.skipComments();
    const next = parser.pattern[parser.at];
    if (next === ']' || next === '&') return right;
    right.push(parser.take('[') ? parseCharacterClass(parser) : parser.nest(() => parseMembers(parser)));
  }
}

function anyOf(tests: readonly CharacterTest[]): CharacterTest {
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (c) => tests.some((test) => test(c));
}

function both(left: CharacterTest, right: CharacterTest): CharacterTest {
  return (c) => left(c) && right(c);
}

function parseQuoted(parser: RegexParser): CharacterTest[] {
  const end = parser.pattern.indexOf('\\E', parser.at);
  const text = parser.pattern.slice(parser.at, end === -1 ? undefined : end);
  parser.at += text.length + (end === -1 ? 0 : 2);
  return Array.from(text, (character) => single(parser, character.codePointAt(0) as number));
}

function parseRange(parser: RegexParser): CharacterTest {
  if (parser.take('\\')) {
    const set = parser.takeClassEscape();
    if (set !== undefined) return set;
    return parseRangeEnd(parser, parser.takeCharacterEscape());
  }
  return parseRangeEnd(parser, parser.takeCodePoint());
}

function parseRangeEnd(parser: RegexParser, from: number): CharacterTest {
  const after = parser.pattern[parser.at + 1];
  if (parser.pattern[parser.at] !== '-' || after === undefined || after === ']' || after === '[')
    return single(parser, from);
  parser.at++;
  const to = parser.take('\\') ? parser.takeCharacterEscape() : parser.takeCodePoint();
  if (to < from) throw parser.error('Illegal character range');
  return range(from, to, parser.flags.ignoreCase, parser.flags.unicodeCase);
}

function single(parser: RegexParser, codePoint: number): CharacterTest {
  return literal(codePoint, parser.flags.ignoreCase, parser.flags.unicodeCase);
}
