import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { DataFormatError } from './line-parser.ts';
import { parseRatings, ratingsParser } from './parse-ratings.ts';

const rows = (pieces: readonly string[]): readonly (readonly number[])[] => {
  const { users, items, values } = parseRatings(pieces);
  return Array.from(users, (user, n) => [user, items[n] ?? Number.NaN, values[n] ?? Number.NaN]);
};

describe('parseRatings reads', () => {
  test.each<[string, string, readonly (readonly number[])[]]>([
    [
      'tabs with a time',
      '196\t242\t3\t881250949\n186\t302\t3.5\t891717742\n',
      [
        [196, 242, 3],
        [186, 302, 3.5],
      ],
    ],
    [
      'tabs without a time',
      '1\t2\t5\n3\t4\t1',
      [
        [1, 2, 5],
        [3, 4, 1],
      ],
    ],
    [
      'Windows line ends, a byte order mark and empty lines',
      '\uFEFF1\t2\t5\r\n\r\n  \n3\t4\t1\r\n',
      [
        [1, 2, 5],
        [3, 4, 1],
      ],
    ],
    [
      'JSON Lines with label',
      '{"label":4.0,"in0":[774],"in1":[21]}\n{"in1":[3],"in0":[2],"label":-1}\n',
      [
        [774, 21, 4],
        [2, 3, -1],
      ],
    ],
    ['JSON Lines by name', '{"user":1,"item":2,"rating":4.5,"when":"x"}', [[1, 2, 4.5]]],
    ['ids written as text in JSON', '{"user":"7","item":"2","rating":"4"}', [[7, 2, 4]]],
    ['ratings with a sign and an exponent', '0\t0\t-1.5e1\n', [[0, 0, -15]]],
  ])('%s', (_, text, expected) => {
    expect(rows([text])).toEqual(expected);
  });

  test('the same whatever pieces the text comes in', () => {
    const text = '1\t2\t5\r\n3\t4\t1\n\n2999999\t0\t2.5\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(rows(ends.slice(1).map((end, n) => text.slice(ends[n], end)))).toEqual(rows([text]));
      }),
    );
  });
});

describe('parseRatings refuses', () => {
  test.each<[string, string, number, RegExp]>([
    ['nothing', '', 1, /no ratings/],
    ['a row with too few fields', '1\t2\t3\n1\t2\n', 2, /^2 fields separated by tabs/],
    ['fields separated by blanks', '1 2 3\n', 1, /^1 fields separated by tabs/],
    ['an id that is no number', '1\t2\t3\n\nx\t2\t3\n', 3, /the user is "x", not an integer from 0 to 2999999/],
    ['an id beyond any vocabulary', '1\t3000000\t3\n', 1, /the item is "3000000"/],
    ['a negative id', '-1\t2\t3\n', 1, /the user is "-1"/],
    ['a fractional id', '{"user":1.5,"item":2,"rating":4}', 1, /the user is 1.5/],
    ['a rating that is no number', '1\t2\tgood\n', 1, /the rating is "good"/],
    ['an infinite rating', '1\t2\t1e999\n', 1, /the rating is "1e999"/],
    ['a rating too large for 32 bits', '1\t2\t1e39\n', 1, /the rating is "1e39"/],
    ['an empty rating', '1\t2\t\n', 1, /the rating is ""/],
    ['broken JSON', '{"user":1,"item":2,"rating":4}\n{"user":\n', 2, /^not JSON$/],
    ['JSON that is no object', '{"user":1,"item":2,"rating":4}\n[1,2,3]\n', 2, /\[1,2,3\] is not a JSON object/],
    ['a missing member', '{"user":1,"rating":4}', 1, /the item is missing/],
    [
      'a member of the prototype',
      '{"user":1,"item":2,"rating":4}\n{"__proto__":{"user":1,"item":2,"rating":3}}',
      2,
      /the user is missing/,
    ],
    ['a list of several tokens', '{"label":1,"in0":[1],"in1":[1,2]}', 1, /in1 is \[1,2\], not a list of one id/],
    ['null as a rating', '{"user":1,"item":2,"rating":null}', 1, /the rating is null/],
  ])('%s', (_, text, line, reason) => {
    const refusal = expect(() => parseRatings([text]));
    refusal.toThrow(DataFormatError);
    refusal.toThrow(expect.objectContaining({ line, reason: expect.stringMatching(reason) }));
  });

  test('a line without an end, before it fills the memory', () => {
    const parser = ratingsParser();
    expect(() => {
      for (let piece = 0; piece < 100; piece++) parser.push('1'.repeat(1000));
    }).toThrow(/line 1: longer than 65536 characters/);
  });

  test('whatever else arrives, with its own error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          parseRatings([text]);
        } catch (error) {
          expect(error).toBeInstanceOf(DataFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
