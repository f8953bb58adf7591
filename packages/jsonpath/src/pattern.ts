import { JsonPathError } from './json-path-error.ts';

/** The regular expression of `=~`. */
export interface Pattern {
  /** The whole text matches. Throws `JsonPathError` when the text is too long for the expression. */
  matches(text: string): boolean;
  /** How many steps a match may take at worst. */
  cost(text: string): number;
}

/** Java's flags. `d`, `x` and `U` are refused. */
export const PATTERN_FLAGS = 'dixmsuU';

/** What a match may cost at worst: text length to the power of the expression's repetitions. */
const MAX_COST = 20_000_000;
/** `a?a?a?...`: each may double the cost. */
const MAX_OPTIONALS = 8;
const MAX_LENGTH = 1_000;

/**
 * A subset of Java's regular expressions that JavaScript's engine reads the same way and cannot hang on: its engine backtracks,
 * so the repetitions that an expression has bound the length of the text. Refused, with an InvalidPathException: look-around,
 * back references, possessive quantifiers and other Java-only constructs, and repeated groups with a repetition or an alternative in them.
 */
export function compilePattern(source: string, flags: string): Pattern {
  if (source.length > MAX_LENGTH || /[dxU]/.test(flags)) throw refused(source, 'too long, or with an unsupported flag');
  const { translated, repetitions } = translate(source);
  const power = Math.max(repetitions, 1);
  const expression = compile(source, `^(?:${translated})$`, flags.replace(/[^ims]/g, ''));
  const cost = (text: string): number => text.length ** power;
  return {
    cost,
    matches(text) {
      if (cost(text) > MAX_COST) {
        throw new JsonPathError(
          'JsonPathException',
          `A text of ${text.length} characters is too long for the regular expression /${source}/`,
        );
      }
      return expression.test(text);
    },
  };
}

function compile(source: string, translated: string, flags: string): RegExp {
  try {
    return new RegExp(translated, [...new Set(flags)].join(''));
  } catch (error) {
    throw refused(source, error instanceof Error ? error.message : String(error));
  }
}

function refused(source: string, reason: string): JsonPathError {
  return new JsonPathError('InvalidPathException', `Regular expression /${source}/ is not supported: ${reason}`);
}

const TOKEN = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?:|[*+?]|\{\d+(?:,\d*)?\}|[\s\S]/g;
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})$/;
/** Java's `\s` is ASCII, JavaScript's is not. */
const SPACE = ' \\t\\n\\x0B\\f\\r';

function translate(source: string): { translated: string; repetitions: number } {
  /** Per open group: whether it holds a repetition or an alternative. */
  const groups: { ambiguous: boolean }[] = [];
  let closed: { ambiguous: boolean } | undefined;
  let repetitions = 0;
  let optionals = 0;
  let translated = '';
  let afterQuantifier = false;
  for (const [token] of source.matchAll(TOKEN)) {
    const isQuantifier = QUANTIFIER.test(token);
    if (isQuantifier && afterQuantifier) {
      // `*?` is lazy, which does not matter when the whole text must match; `*+` is possessive.
      if (token !== '?') throw refused(source, 'possessive quantifier');
      afterQuantifier = false;
    } else if (isQuantifier) {
      if (closed?.ambiguous === true && token !== '?')
        throw refused(source, 'repeated group with a repetition or an alternative in it');
      if (token === '?' || token === '{0,1}') optionals++;
      else if (!/^\{\d+\}$/.test(token) || closed !== undefined) repetitions++;
      for (const group of groups) group.ambiguous = true;
      afterQuantifier = true;
    } else {
      afterQuantifier = false;
    }
    if (!isQuantifier) closed = undefined;
    if (token === '(' || token === '(?:') groups.push({ ambiguous: false });
    else if (token === ')') closed = groups.pop();
    else if (token === '|') for (const group of groups) group.ambiguous = true;
    translated += translateToken(source, token);
  }
  if (source.includes('(?') && /\(\?[^:]/.test(source.replace(/\\[\s\S]/g, '')))
    throw refused(source, 'group with options or look-around');
  if (optionals > MAX_OPTIONALS) throw refused(source, 'too many optional parts');
  return { translated, repetitions };
}

function translateToken(source: string, token: string): string {
  if (token === '{') throw refused(source, token);
  if (token === '\\s') return `[${SPACE}]`;
  if (token === '\\S') return `[^${SPACE}]`;
  if (token.startsWith('\\')) {
    if (/^\\[1-9A-Za-z0]$/.test(token) && !/^\\[dDwWtrnfbBux]$/.test(token)) throw refused(source, token);
    return token;
  }
  if (token.length > 1 && token.startsWith('[')) {
    const body = token.slice(1, -1);
    if (/\[|&&|\\[^dDwWtrnfsux\W]/.test(body)) throw refused(source, token);
    return token.replaceAll('\\s', SPACE);
  }
  return token;
}
