import { compileJavaPattern } from '@portico/values';
import type { Escape } from '../value/taint.ts';

/** What is known of a text that matches a regular expression as a whole: tried with texts that it must not match. */
export function escapeOfPattern(pattern: string): Escape {
  const matches = matcher(pattern);
  if (matches === undefined || HARMFUL.some(matches) || mayHoldAnything(pattern)) return 'none';
  return NOT_SCALAR.some(matches) || !isNumeric(pattern) ? 'plain' : 'scalar';
}

function matcher(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const compiled = compileJavaPattern(pattern);
    return (text) => compiled.matches(text, { steps: 100_000 });
  } catch {
    return undefined;
  }
}

/** Texts that do harm inside a string. */
const HARMFUL: readonly string[] = ['"', '\\', '\n', 'a"', '"a', 'a"b', '1"', '7\\', 'a\nb', 'abc\\', 'ab"cd'];

/** Texts that are no number. */
const NOT_SCALAR: readonly string[] = [
  '',
  'a',
  'abc',
  '007',
  '01',
  '1,2',
  '1 2',
  '-',
  '1.',
  '.5',
  '+1',
  '1a',
  '--1',
  '1-2',
  '1.2.3',
];

/** A pattern that does not name the characters it takes: `.`, a negated class, a quote or a backslash. */
function mayHoldAnything(pattern: string): boolean {
  const withoutEscapes = pattern.replace(/\\[.,*+?^$()[\]{}|/@:;_#!%&=~<> -]/g, '_');
  return (
    /\\[^dwbABzZ]|\[\^|"|&&/.test(withoutEscapes) ||
    /\./.test(withoutEscapes.replace(/\[[^\]]*\]/g, '')) ||
    /\[[^\]]*(?:[ -!]-[#-~]|[#-@]-[\]-~])[^\]]*\]/.test(pattern)
  );
}

/** Nothing but digits, signs, a point and the words of JSON, as far as one can see. */
function isNumeric(pattern: string): boolean {
  return /^[\d\s\\[\](){}|?*+.,^$:eEd+-]*$/.test(pattern.replace(/true|false|null/g, ''));
}
