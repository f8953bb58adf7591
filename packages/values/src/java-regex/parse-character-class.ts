import { literal, not, range } from './character-classes.ts';
import type { RegexParser } from './parse-regex.ts';
import type { CharacterTest } from './regex-ast.ts';

/** Reads a character class behind its `[`: ranges, nested classes (union), `&&` (intersection), negation. */
export function parseCharacterClass(parser: RegexParser): CharacterTest {
  return parser.nest(() => {
    const negated = parser.take('^');
    const test = parseIntersection(parser);
    if (!parser.take(']')) throw parser.error('Unclosed character class');
    return negated ? not(test) : test;
  });
}

function parseIntersection(parser: RegexParser): CharacterTest {
  let test = parseUnion(parser, true);
  while (parser.take('&&')) {
    const left = test;
    const right = parseUnion(parser, false);
    if (right === undefined) continue;
    test = left === undefined ? right : (c) => left(c) && right(c);
  }
  if (test === undefined) throw parser.error('Unclosed character class');
  return test;
}

/** `undefined` when nothing stands before the `&&` or `]`. */
function parseUnion(parser: RegexParser, isFirst: boolean): CharacterTest | undefined {
  const tests: CharacterTest[] = [];
  for (;;) {
    parser.skipComments();
    const next = parser.pattern[parser.at];
    if (next === undefined) throw parser.error('Unclosed character class');
    // A `]` that comes first is an ordinary character.
    if (next === ']' && !(isFirst && tests.length === 0)) break;
    if (parser.pattern.startsWith('&&', parser.at)) break;
    if (parser.take('[')) tests.push(parseCharacterClass(parser));
    else if (parser.take('\\Q')) tests.push(...parseQuoted(parser));
    else tests.push(parseRange(parser));
  }
  if (tests.length === 0) return undefined;
  return tests.length === 1 ? tests[0] : (c) => tests.some((test) => test(c));
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
