import { expect, test } from 'bun:test';
import { pointAt } from './point-at.ts';

test.each<[string, string, number, number, string]>([
  ['a column of a line', 'one\ntwo three\n', 2, 5, '  2 | two three\n    |     ^'],
  ['the end of the template', 'a', 1, 2, '  1 | a\n    |  ^'],
  ['lines that end with CR LF or CR', 'a\r\nb\rc', 3, 1, '  3 | c\n    | ^'],
  ['the margin of a long line number', '\n'.repeat(99), 100, 1, '  100 | \n      | ^'],
  ['a tab before the column', '\tx y', 1, 4, '  1 | \tx y\n    | \t  ^'],
  [
    'a long line: the part around the column',
    `${'a'.repeat(200)}X${'b'.repeat(200)}`,
    1,
    201,
    `  1 | ${'a'.repeat(50)}X${'b'.repeat(49)}\n    | ${' '.repeat(50)}^`,
  ],
  ['the end of a long line', 'a'.repeat(101), 1, 102, `  1 | ${'a'.repeat(100)}\n    | ${' '.repeat(100)}^`],
  ['the end of a line that fits', 'a'.repeat(100), 1, 101, `  1 | ${'a'.repeat(100)}\n    | ${' '.repeat(100)}^`],
])('%s', (_name, source, line, column, shown) => {
  expect(pointAt(source, line, column)).toBe(shown);
});
