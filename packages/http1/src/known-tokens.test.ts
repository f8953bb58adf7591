import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { tokenText } from './known-tokens.ts';

test('a token is what its octets say, whatever came before it', () => {
  // The same length, first, middle and last octet: these share a slot.
  const tokens = [
    'Accept',
    'Accept',
    'AccXpt',
    'AXcept',
    'accept',
    'AXcept',
    'Accept',
    'A',
    'x'.repeat(64),
    'x'.repeat(65),
  ];
  for (const token of [...tokens, ...tokens]) {
    expect(tokenText(Buffer.from(`:${token}:`), 1, token.length + 1)).toBe(token);
  }
});

test('any tokens', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,80}$/), { minLength: 1 }), (tokens) => {
      const octets = Buffer.from(tokens.join(''), 'latin1');
      let at = 0;
      for (const token of tokens) {
        expect(tokenText(octets, at, at + token.length)).toBe(token);
        at += token.length;
      }
    }),
  );
});

test('what is kept does not change with the octets it came from', () => {
  const octets = Buffer.from('x-kept-token');
  expect(tokenText(octets, 0, octets.length)).toBe('x-kept-token');
  octets.fill('y', 3, 5);
  expect(tokenText(octets, 0, octets.length)).toBe('x-kyyt-token');
  expect(tokenText(Buffer.from('x-kept-token'), 0, 12)).toBe('x-kept-token');
});
