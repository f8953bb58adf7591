import { expect, test } from 'bun:test';
import { compileJavaPattern } from '@portico/values';
import { toJavaPattern } from './ecma-pattern.ts';

test.each([
  ['^a$', ['a', 'a\n', 'ba']],
  ['^[[a&&b]+$', ['[', 'a', '&', 'b', 'c']],
  ['^[^]$', ['a', '\n', '']],
  ['[]', ['', 'a']],
  ['^\\$\\[$', ['$[', '$']],
  ['^[$]$', ['$', '']],
  ['^[\\]$]+$', [']', '$', '\\']],
  ['^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$', ['a@b.cd', 'a@b', 'a @b.cd', 'a@b.cd\n']],
  ['^(\\d{3}-)?\\d{4}$', ['555-1234', '1234', '55-1234']],
  ['a|b$', ['xax', 'xbx', 'xb']],
  ['^(?=.*\\d)(?!.*x)\\w+$', ['a1', 'ax1', 'a']],
  ['^(?<y>\\d)\\k<y>$', ['11', '12']],
])('%s means to Java what it means to JavaScript', (pattern, texts) => {
  const java = compileJavaPattern(toJavaPattern(pattern));
  expect(texts.map((text) => [text, java.find(text, { steps: 10_000 })])).toEqual(
    texts.map((text) => [text, new RegExp(pattern).test(text)]),
  );
});
