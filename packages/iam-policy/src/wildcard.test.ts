// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look like JavaScript's
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { requestContext } from './request-context.ts';
import { compileWildcard } from './wildcard.ts';

const context = requestContext([
  ['aws:username', ['bob']],
  ['aws:star', ['a*c']],
  ['aws:many', ['x', 'y']],
  ['aws:nul', ['a\0c']],
]);

describe('patterns', () => {
  test.each<[pattern: string, text: string, matches: boolean]>([
    ['*', '', true],
    ['*', 'anything:at/all', true],
    ['', '', true],
    ['', 'a', false],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'acb', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a**c', 'abc', true],
    ['?', '', false],
    ['?', 'a', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*?c', 'abc', true],
    ['*a?*d', 'xaabd', true],
    ['aa*aa', 'aaa', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/b:c', true],
    ['a.c', 'abc', false],
    ['a[b]', 'a[b]', true],
    ['${aws:username}', 'bob', true],
    ['${AWS:UserName}', 'bob', true],
    ['home/${aws:username}/*', 'home/bob/x', true],
    ['home/${aws:username}/*', 'home/eve/x', false],
    ['${aws:star}', 'a*c', true],
    ['${aws:star}', 'abc', false],
    ['${aws:missing}', '', false],
    ['${aws:missing}', '${aws:missing}', false],
    ["${aws:missing, 'none'}", 'none', true],
    ["${aws:username, 'none'}", 'bob', true],
    ['${aws:many}', 'x', false],
    ['${aws:nul}', 'abc', false],
    ['a${*}', 'a*', true],
    ['a${*}', 'ab', false],
    ['a${?}', 'a?', true],
    ['a${$}', 'a$', true],
    ['${', '${', true],
    ['a\0b', 'axb', false],
  ])('%j and %j: %p', (pattern, text, matches) => {
    expect(compileWildcard(pattern, { variables: true })(text, context)).toBe(matches);
  });

  test('without variables a dollar is a dollar', () => {
    expect(compileWildcard('${aws:username}', { variables: false })('${aws:username}', context)).toBe(true);
  });

  test('without regard to case', () => {
    expect(compileWildcard('S3:Get*', { variables: false, ignoreCase: true })('s3:GETOBJECT', context)).toBe(true);
  });

  test('without wildcards a star is a star', () => {
    const match = compileWildcard('a*', { variables: false, wildcards: false });
    expect([match('a*', context), match('ab', context)]).toEqual([true, false]);
  });
});

test('means what a regular expression means', () => {
  const letters = fc.stringMatching(/^[ab*?]{0,8}$/);
  fc.assert(
    fc.property(letters, fc.stringMatching(/^[ab]{0,10}$/), (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('?', '.').replaceAll('*', '.*')}$`, 's').test(text);
      expect(compileWildcard(pattern, { variables: false })(text, context)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('patterns made to be slow are not', () => {
  const started = performance.now();
  const match = compileWildcard(`${'*a?'.repeat(600)}b`, { variables: false });
  expect(match('a'.repeat(10_000), context)).toBe(false);
  compileWildcard(`\${${' '.repeat(50_000)}, x}`, { variables: true });
  expect(performance.now() - started).toBeLessThan(1000);
});
