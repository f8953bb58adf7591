import { expect, test } from 'bun:test';
import { JsonPathError } from './json-path-error.ts';
import { compilePattern } from './pattern.ts';

test.each([
  ['a.c', '', 'abc', true],
  ['a', '', 'ab', false],
  ['A.*', 'i', 'abc', true],
  ['a.b', '', 'a\nb', false],
  ['a.b', 's', 'a\nb', true],
  ['\\d{3}-\\w+', '', '123-x', true],
  ['(?:foo|bar)', '', 'bar', true],
  ['\\s', '', '\u00a0', false],
  ['[\\s-]+', '', ' - ', true],
  ['[^/]+', '', 'ab', true],
  ['a{2,3}', '', 'aaaa', false],
])('/%s/%s on %p: %p', (source, flags, text, expected) => {
  expect(compilePattern(source, flags).matches(text)).toBe(expected);
});

test.each([
  '(a+)+',
  '(a|a)*',
  '(a*){2,}',
  '(?=a)a',
  '(?<n>a)',
  '(a)\\1',
  'a*+',
  '\\p{L}',
  '[a-z&&[^b]]',
  '(',
  'a?a?a?a?a?a?a?a?a?a?',
])('/%s/ is refused', (source) => {
  expect(() => compilePattern(source, '')).toThrow(JsonPathError);
});
