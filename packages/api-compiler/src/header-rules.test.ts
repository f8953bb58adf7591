import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  headerName,
  headerText,
  isDroppedRequestHeader,
  isForbiddenRequestHeader,
  isHeaderName,
  responseHeaderName,
} from './header-rules.ts';

describe('headerText', () => {
  test.each<[string, string | undefined]>([
    ['', ''],
    ['plain', 'plain'],
    ['tab\tinside', 'tab\tinside'],
    ['caf\u00e9', 'caf\u00e9'],
    ['\u20ac', '\u00e2\u0082\u00ac'],
    ['\ud800', '\u00ef\u00bf\u00bd'],
    ['a\rb', undefined],
    ['a\nb', undefined],
    ['a\r\nSet-Cookie: b', undefined],
    ['a\0b', undefined],
    ['\x7f', undefined],
    ['\u20ac\n', undefined],
  ])('%p', (value, expected) => {
    expect(headerText(value)).toBe(expected as string);
  });

  test('whatever it gives has no line end and is Latin-1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(headerText(value) ?? '').toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
      }),
    );
  });

  test('no code point smuggles a line end in by its UTF-8 bytes', () => {
    // U+010A ends in 0x0A and U+560A in 0x56 0x0A where text is cut to bytes.
    expect(headerText('\u010a\u560d\u560a')).not.toMatch(/[\r\n]/);
  });
});

test.each<[string, boolean]>([
  ['X-A', true],
  ["!#$%&'*+.^_`|~09", true],
  ['', false],
  ['a b', false],
  ['a:', false],
  ['a\n', false],
  ['é', false],
])('header name %p: %p', (name, expected) => {
  expect(isHeaderName(name)).toBe(expected);
  if (expected) expect(headerName(name)).toBe(name);
  else expect(() => headerName(name)).toThrow('Invalid header name');
});

test.each<['AWS' | 'HTTP', string, boolean]>([
  ['HTTP', 'content-length', true],
  ['AWS', 'transfer-encoding', true],
  ['HTTP', 'authorization', false],
  ['AWS', 'authorization', true],
  ['HTTP', 'x-amzn-trace-id', true],
  ['HTTP', 'host', false],
])('%s forbids %s: %p', (type, name, expected) => {
  expect(isForbiddenRequestHeader(type, name)).toBe(expected);
});

test.each<['AWS' | 'HTTP', string, boolean]>([
  ['HTTP', 'via', true],
  ['AWS', 'via', false],
  ['AWS', 'referer', true],
  ['HTTP', 'referer', false],
])('%s drops %s: %p', (type, name, expected) => {
  expect(isDroppedRequestHeader(type, name)).toBe(expected);
});

test.each<[string, string | undefined]>([
  ['X-A', 'X-A'],
  ['transfer-ENCODING', undefined],
  ['content-length', 'x-amzn-Remapped-content-length'],
  ['Server', 'x-amzn-Remapped-Server'],
  ['x-amzn-RequestId', 'x-amzn-Remapped-x-amzn-RequestId'],
])('response header %s becomes %p', (name, expected) => {
  expect(responseHeaderName(name)).toBe(expected as string);
});
