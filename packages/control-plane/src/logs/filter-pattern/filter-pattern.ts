import { invalidPattern } from './invalid-pattern.ts';
import { jsonPattern } from './json-pattern.ts';
import { patternRegex } from './pattern-regex.ts';

/** Whether an event's message matches. */
export type MessageTest = (message: string) => boolean;

const MAX_PATTERN_LENGTH = 1024;

/**
 * A filter pattern (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html): terms that must all be
 * there, `?` for one of several, `-` for none, quoted phrases, `%regular expressions%`, and `{ $.selector = value }` for JSON. Throws
 * InvalidParameterException.
 */
export function compileFilterPattern(pattern: string): MessageTest {
  if (pattern.length > MAX_PATTERN_LENGTH) throw invalidPattern(`it is longer than ${MAX_PATTERN_LENGTH} characters`);
  const text = pattern.trim();
  if (text.startsWith('{')) return jsonPattern(text);
  if (text.startsWith('[')) throw invalidPattern('Portico does not serve patterns for space-delimited events');
  return termsPattern(text);
}

interface Term {
  readonly sign: '' | '?' | '-';
  readonly test: MessageTest;
}

function termsPattern(text: string): MessageTest {
  const terms = readTerms(text);
  const required = terms.filter(({ sign }) => sign === '');
  const excluded = terms.filter(({ sign }) => sign === '-');
  // Beside other terms the optional ones do not count, says the service's page.
  const optional = required.length + excluded.length === 0 ? terms : [];
  return (message) =>
    required.every(({ test }) => test(message)) &&
    !excluded.some(({ test }) => test(message)) &&
    (optional.length === 0 || optional.some(({ test }) => test(message)));
}

// A quoted phrase, a regular expression, or anything up to the next white space.
const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|(\S+))/y;
const PLAIN = /^[\p{L}\p{N}_]+$/u;

function readTerms(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (TERM.lastIndex = 0; TERM.lastIndex < text.length; ) {
    const found = TERM.exec(text);
    if (found === null) throw invalidPattern(`a term is missing at the end of '${text}'`);
    const [, sign = '', phrase, regex, word] = found;
    terms.push({ sign: sign as Term['sign'], test: termTest(phrase, regex, word) });
  }
  return terms;
}

function termTest(phrase: string | undefined, regex: string | undefined, word: string | undefined): MessageTest {
  if (regex !== undefined) return patternRegex(regex);
  if (phrase !== undefined) {
    const wanted = phrase.replace(/\\(.)/g, '$1');
    return (message) => message.includes(wanted);
  }
  if (word === undefined || !PLAIN.test(word)) throw invalidPattern(`Invalid character(s) in term '${word}'`);
  return (message) => message.includes(word);
}
