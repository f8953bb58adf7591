import type { Random } from './random.ts';

/** Blanks where they are free. */
export function blank(random: Random): string {
  return random.pick(['', '', '', ' ', '  ', '\n', '\t']);
}

/** What follows a directive on its line. */
export function directiveEnd(random: Random): string {
  return random.pick(['', '', '', '\n', ' \n', ' ', '\r\n', '\n\n', '\t\n  ']);
}

export function blockEnd(random: Random): string {
  return random.pick(['#end', '#end', '#{end}']) + directiveEnd(random);
}
