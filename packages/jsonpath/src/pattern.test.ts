import { expect, test } from 'bun:test';
import { compilePath } from './compile-path.ts';
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
  ['a b', 'x', 'ab', true],
  ['É', 'iu', 'é', true],
  ['É', 'i', 'é', false],
  ['a.b', 'd', 'a\rb', true],
  ['(a+)+', '', 'aaa', true],
  ['(?=a).b', '', 'ab', true],
  ['(?<n>a)\\k<n>', '', 'aa', true],
  ['(a)\\1', '', 'ab', false],
  ['a*+a', '', 'aa', false],
  ['\\p{L}+', '', 'aé', true],
  ['[a-z&&[^b]]', '', 'b', false],
])('/%s/%s on %p: %p', (source, flags, text, expected) => {
  expect(compilePattern(source, flags).matches(text, { steps: 1000 })).toBe(expected);
});

test.each(['(', '[a', '*', 'a{2,1}', '\\k<n>', '(?q)'])('/%s/ is no regular expression', (source) => {
  expect(() => compilePattern(source, '')).toThrow(JsonPathError);
  expect(() => compilePath(`$[?(@ =~ /${source}/)]`)).toThrow(
    expect.objectContaining({ name: 'InvalidPathException' }),
  );
});

test('an expression that backtracks without end ends with a typed error, soon', () => {
  const path = compilePath('$[?(@ =~ /(a*)*b/)]');
  const start = performance.now();
  expect(() => path.read(['a'.repeat(50)])).toThrow(expect.objectContaining({ name: 'JsonPathException' }));
  expect(performance.now() - start).toBeLessThan(3000);
});

test('all expressions of one reading take their steps from one budget', () => {
  const path = compilePath('$[?(@ =~ /(a*)*b/)]');
  const text = `${'a'.repeat(16)}c`;
  expect(path.read([text])).toEqual([]);
  expect(() => path.read(new Array(200).fill(text))).toThrow(JsonPathError);
});
