import { expect, test } from 'bun:test';
import { textDifference } from './text-difference.ts';

test.each<[string, string, string, string[]]>([
  ['one line', 'a', 'b', ['- a', '+ b']],
  ['a line among others', 'a\nb\nc\n', 'a\nx\nc\n', ['  a⏎', '- b⏎', '+ x⏎']],
  ['a missing line end', 'a\n', 'a', ['- a⏎', '+ a']],
  ['blanks at the end', 'a', 'a \t', ['- a', '+ a·→']],
  ['nothing at all', 'a', '', ['- a', '+ (nothing)']],
  ['a carriage return', 'a\n', 'a\r\n', ['- a⏎', '+ a␍⏎']],
  ['control characters', 'a', '\u001b[1m', ['- a', '+ �[1m']],
])('%s', (_name, expected, actual, lines) => {
  expect(textDifference(expected, actual)).toEqual(lines);
});
