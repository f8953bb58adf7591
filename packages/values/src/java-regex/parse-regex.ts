import { JavaException } from '../java-exception.ts';
import {
  isDigit,
  isHorizontalSpace,
  isLineTerminator,
  isSpace,
  isUnicodeDigit,
  isUnicodeSpace,
  isUnicodeWordCharacter,
  isVerticalSpace,
  isWordCharacter,
  literal,
  not,
} from './character-classes.ts';
import { property } from './character-properties.ts';
import { parseCharacterClass } from './parse-character-class.ts';
import type { Anchor, CharacterTest, RegexNode, RepeatMode } from './regex-ast.ts';

export interface ParsedRegex {
  readonly node: RegexNode;
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
  /** A character beyond the basic plane stands in the pattern. */
  readonly hasSupplementary: boolean;
}

export interface Flags {
  readonly ignoreCase: boolean;
  readonly unicodeCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly comments: boolean;
  readonly unixLines: boolean;
  /** `U`: `\d`, `\w`, `\s`, `\b` and POSIX names take all of Unicode. */
  readonly unicodeClasses: boolean;
}

const NO_FLAGS: Flags = {
  ignoreCase: false,
  unicodeCase: false,
  multiline: false,
  dotAll: false,
  comments: false,
  unixLines: false,
  unicodeClasses: false,
};

/** Groups and repetitions may nest this deep. */
const MAX_NESTING = 200;

/** Reads a pattern of java.util.regex. Throws JavaException PatternSyntaxException. */
export function parseRegex(pattern: string): ParsedRegex {
  return new RegexParser(pattern).parse();
}

/** The reading position in a pattern; shared by the parsers of expressions and of character classes. */
export class RegexParser {
  readonly pattern: string;
  at = 0;
  flags: Flags = NO_FLAGS;
  #groupCount = 0;
  #nesting = 0;
  #hasSupplementary = false;
  readonly #groupNames = new Map<string, number>();

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  parse(): ParsedRegex {
    const node = this.#alternatives();
    if (this.at < this.pattern.length) throw this.error("Unmatched closing ')'");
    const hasSupplementary = this.#hasSupplementary || /[\u{10000}-\u{10ffff}]/u.test(this.pattern);
    return { node, groupCount: this.#groupCount, groupNames: this.#groupNames, hasSupplementary };
  }

  error(message: string): JavaException {
    return new JavaException('PatternSyntaxException', `${message} near index ${this.at}\n${this.pattern}`);
  }

  /** True, and moves behind it, when `text` comes next. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  takeMatch(regex: RegExp): RegExpExecArray | undefined {
    regex.lastIndex = this.at;
    const match = regex.exec(this.pattern) ?? undefined;
    if (match !== undefined) this.at += match[0].length;
    return match;
  }

  takeCodePoint(): number {
    const codePoint = this.pattern.codePointAt(this.at);
    if (codePoint === undefined) throw this.error('Unexpected end of the pattern');
    this.at += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  }

  nest<T>(parse: () => T): T {
    if (++this.#nesting > MAX_NESTING) throw this.error('Nested too deep');
    const result = parse();
    this.#nesting--;
    return result;
  }

  /** With the flag (?x): blanks and `#` comments do not count. */
  skipComments(): void {
    if (this.flags.comments) this.takeMatch(/(?:[ \t-\r]|#[^\n\r\u0085\u2028\u2029]*)*/y);
  }

  #alternatives(): RegexNode {
    return this.nest(() => {
      const nodes = [this.#sequence()];
      while (this.take('|')) nodes.push(this.#sequence());
      const only = nodes[0] as RegexNode;
      return nodes.length === 1 ? only : { type: 'alternatives', nodes };
    });
  }

  #sequence(): RegexNode {
    const nodes: RegexNode[] = [];
    for (;;) {
      this.skipComments();
      const next = this.pattern[this.at];
      if (next === undefined || next === '|' || next === ')') return { type: 'sequence', nodes };
      if (this.take('\\Q')) nodes.push(...this.#quoted());
      else {
        const atom = this.#atom();
        if (atom !== undefined) nodes.push(this.#repetitions(atom));
      }
    }
  }

  /** `\Q...\E`: the last character of it can be repeated. */
  #quoted(): RegexNode[] {
    const end = this.pattern.indexOf('\\E', this.at);
    const text = this.pattern.slice(this.at, end === -1 ? undefined : end);
    this.at += text.length + (end === -1 ? 0 : 2);
    const nodes = Array.from(text, (character) => this.#character(character.codePointAt(0) as number));
    const last = nodes.pop();
    return last === undefined ? [] : [...nodes, this.#repetitions(last)];
  }

  /** One quantifier at most: Java takes a second `*` for a dangling one, and a second `{n}` for a repetition of nothing. */
  #repetitions(node: RegexNode): RegexNode {
    this.skipComments();
    const counts = this.#counts();
    if (counts === undefined) return node;
    let mode: RepeatMode = 'greedy';
    if (this.take('?')) mode = 'lazy';
    else if (this.take('+')) mode = 'possessive';
    return { type: 'repeat', node, min: counts.min, max: counts.max, mode };
  }

  #counts(): { min: number; max: number } | undefined {
    if (this.take('?')) return { min: 0, max: 1 };
    if (this.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.pattern[this.at] !== '{') return undefined;
    const match = this.takeMatch(/\{(\d{1,9})(,?)(\d{0,9})\}/y);
    if (match === undefined) throw this.error('Illegal repetition');
    const min = Number(match[1]);
    const max = match[3] !== '' ? Number(match[3]) : match[2] === ',' ? Number.POSITIVE_INFINITY : min;
    if (max < min) throw this.error('Illegal repetition range');
    return { min, max };
  }

  /** `undefined` for flags, which nothing can repeat. */
  #atom(): RegexNode | undefined {
    switch (this.pattern[this.at]) {
      case '(':
        this.at++;
        return this.#group();
      case '[':
        this.at++;
        return { type: 'set', test: parseCharacterClass(this) };
      case '\\':
        this.at++;
        return this.#escape();
      case '.':
        this.at++;
        return { type: 'set', test: this.#dot() };
      case '^':
        this.at++;
        if (!this.flags.multiline) return anchor('text-start');
        return anchor(this.flags.unixLines ? 'unix-line-start' : 'line-start');
      case '$':
        this.at++;
        if (this.flags.unixLines) return anchor(this.flags.multiline ? 'unix-line-end' : 'unix-text-end-or-line-end');
        return anchor(this.flags.multiline ? 'line-end' : 'text-end-or-line-end');
      case '*':
      case '+':
      case '?':
        throw this.error(`Dangling meta character '${this.pattern[this.at]}'`);
      case '{':
        return { type: 'empty' };
      default:
        return this.#character(this.takeCodePoint());
    }
  }

  #dot(): CharacterTest {
    if (this.flags.dotAll) return () => true;
    return this.flags.unixLines ? (c) => c !== 10 : not(isLineTerminator);
  }

  #character(codePoint: number): RegexNode {
    return { type: 'set', test: literal(codePoint, this.flags.ignoreCase, this.flags.unicodeCase) };
  }

  #group(): RegexNode | undefined {
    const before = this.flags;
    if (this.take('?')) {
      const flags = this.takeMatch(/([idmsuxU]*)(?:-([idmsuxU]+))?([:)])/y);
      if (flags !== undefined) {
        this.flags = withFlags(withFlags(before, flags[1] ?? '', true), flags[2] ?? '', false);
        // `(?i)` holds to the end of the group around it.
        return flags[3] === ')' ? undefined : this.#groupBody(before, (node) => node);
      }
      return this.#specialGroup(before);
    }
    const index = ++this.#groupCount;
    return this.#groupBody(before, (node) => ({ type: 'group', index, node }));
  }

  #specialGroup(before: Flags): RegexNode {
    if (this.take('>')) return this.#groupBody(before, (node) => ({ type: 'atomic', node }));
    const look = this.takeMatch(/<?[=!]/y)?.[0];
    if (look !== undefined) {
      const behind = look.startsWith('<');
      return this.#groupBody(before, (node) => ({ type: 'look', behind, negative: look.endsWith('!'), node }));
    }
    const name = this.takeMatch(/<([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1];
    if (name === undefined) throw this.error('Unknown inline modifier or group');
    if (this.#groupNames.has(name)) throw this.error(`Named capturing group <${name}> is already defined`);
    const index = ++this.#groupCount;
    this.#groupNames.set(name, index);
    return this.#groupBody(before, (node) => ({ type: 'group', index, node }));
  }

  #groupBody(before: Flags, wrap: (node: RegexNode) => RegexNode): RegexNode {
    const node = this.#alternatives();
    if (!this.take(')')) throw this.error('Unclosed group');
    this.flags = before;
    return wrap(node);
  }

  /** Behind a backslash, outside of a character class. */
  #escape(): RegexNode {
    const next = this.pattern[this.at];
    const anchors: Readonly<Record<string, Anchor>> = {
      b: 'word-boundary',
      B: 'no-word-boundary',
      A: 'text-start',
      Z: this.flags.unixLines ? 'unix-text-end-or-line-end' : 'text-end-or-line-end',
      z: 'text-end',
      G: 'last-match-end',
    };
    if (next !== undefined && Object.hasOwn(anchors, next)) {
      this.at++;
      return anchor(anchors[next] as Anchor);
    }
    if (next === 'R') {
      this.at++;
      return LINE_BREAK;
    }
    const digits = /[1-9]/.test(next ?? '') ? this.#groupReference() : undefined;
    if (digits !== undefined) return digits;
    const name = this.takeMatch(/k<([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1];
    if (name !== undefined) {
      const index = this.#groupNames.get(name);
      if (index === undefined) throw this.error(`named capturing group <${name}> does not exist`);
      return { type: 'reference', index, ignoreCase: this.flags.ignoreCase };
    }
    const set = this.takeClassEscape();
    return set !== undefined ? { type: 'set', test: set } : this.#character(this.takeCharacterEscape());
  }

  /** `\12` is group 12 when there are that many groups so far, else group 1 and a `2`. */
  #groupReference(): RegexNode {
    let index = Number(this.pattern[this.at++]);
    for (;;) {
      const digit = this.pattern[this.at];
      if (digit === undefined || !/\d/.test(digit) || index * 10 + Number(digit) > this.#groupCount) break;
      index = index * 10 + Number(digit);
      this.at++;
    }
    return { type: 'reference', index, ignoreCase: this.flags.ignoreCase };
  }

  /** `d`, `W`, `p{...}`: what stands for several characters, behind a backslash. */
  takeClassEscape(): CharacterTest | undefined {
    const next = this.pattern[this.at] ?? '';
    const known = (this.flags.unicodeClasses ? UNICODE_CLASS_ESCAPES.get(next) : undefined) ?? CLASS_ESCAPES.get(next);
    if (known !== undefined) {
      this.at++;
      return known;
    }
    if (next !== 'p' && next !== 'P') return undefined;
    this.at++;
    const [, braced, single] = this.takeMatch(/\{([^}]*)\}|([a-zA-Z])/y) ?? [];
    const test = property(braced ?? single ?? '', this.flags);
    if (test === undefined) throw this.error(`Unknown character property name {${braced ?? single ?? ''}}`);
    return next === 'P' ? not(test) : test;
  }

  /** `n`, `x41`, `u0041`, `.`: what stands for one character, behind a backslash. */
  takeCharacterEscape(): number {
    const simple = CHARACTER_ESCAPES.get(this.pattern[this.at] ?? '');
    if (simple !== undefined) {
      this.at++;
      return simple;
    }
    const octal = this.takeMatch(/0([0-3][0-7]{1,2}|[0-7]{1,2})/y);
    if (octal !== undefined) return Number.parseInt(octal[1] as string, 8);
    const hexadecimal = this.takeMatch(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,6})\}/y);
    if (hexadecimal !== undefined) {
      const codePoint = Number.parseInt(hexadecimal[1] ?? hexadecimal[2] ?? hexadecimal[3] ?? '', 16);
      if (codePoint > 0x10ffff) throw this.error('Hexadecimal codepoint is too big');
      if (codePoint > 0xffff) this.#hasSupplementary = true;
      return codePoint;
    }
    const control = this.takeMatch(/c([\s\S])/y);
    if (control !== undefined) return (control[1] as string).charCodeAt(0) ^ 64;
    if (/[a-zA-Z0-9]/.test(this.pattern[this.at] ?? 'a')) throw this.error('Illegal/unsupported escape sequence');
    return this.takeCodePoint();
  }
}

const CLASS_ESCAPES: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWordCharacter],
  ['W', not(isWordCharacter)],
  ['s', isSpace],
  ['S', not(isSpace)],
  ['h', isHorizontalSpace],
  ['H', not(isHorizontalSpace)],
  ['v', isVerticalSpace],
  ['V', not(isVerticalSpace)],
]);

const UNICODE_CLASS_ESCAPES: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isUnicodeDigit],
  ['D', not(isUnicodeDigit)],
  ['w', isUnicodeWordCharacter],
  ['W', not(isUnicodeWordCharacter)],
  ['s', isUnicodeSpace],
  ['S', not(isUnicodeSpace)],
]);

const CHARACTER_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['f', 12],
  ['a', 7],
  ['e', 27],
]);

const LINE_BREAK: RegexNode = {
  type: 'alternatives',
  nodes: [
    {
      type: 'sequence',
      nodes: [
        { type: 'set', test: (c) => c === 13 },
        { type: 'set', test: (c) => c === 10 },
      ],
    },
    { type: 'set', test: isVerticalSpace },
  ],
};

function anchor(name: Anchor): RegexNode {
  return { type: 'anchor', anchor: name };
}

function withFlags(flags: Flags, letters: string, value: boolean): Flags {
  const changed: { -readonly [K in keyof Flags]: boolean } = { ...flags };
  for (const letter of letters) {
    if (letter === 'i') changed.ignoreCase = value;
    if (letter === 'u' || letter === 'U') changed.unicodeCase = value;
    if (letter === 'm') changed.multiline = value;
    if (letter === 's') changed.dotAll = value;
    if (letter === 'x') changed.comments = value;
    if (letter === 'd') changed.unixLines = value;
    if (letter === 'U') changed.unicodeClasses = value;
  }
  return changed;
}
