import { describe, expect, test } from 'bun:test';
import { PathAndQuery } from './path-and-query.ts';
import { QueryParameters } from './query-parameters.ts';

describe('a query', () => {
  test.each<[string, [string, string[]][]]>([
    ['', []],
    ['a=1', [['a', ['1']]]],
    [
      'a=1&b=2&a=3',
      [
        ['a', ['1', '3']],
        ['b', ['2']],
      ],
    ],
    ['a=1;a=2', [['a', ['1', '2']]]],
    ['a', [['a', ['']]]],
    ['a=', [['a', ['']]]],
    ['=1', [['', ['1']]]],
    ['&&a=1&', [['a', ['1']]]],
    ['a=b=c', [['a', ['b=c']]]],
    [
      'a&b=c',
      [
        ['a', ['']],
        ['b', ['c']],
      ],
    ],
    ['a=x+y%2B%20z', [['a', ['x y+ z']]]],
    ['%61+b=1', [['a b', ['1']]]],
    ['a=%E2%82%AC%zz%4', [['a', ['€%zz%4']]]],
    ['a=%ff%41', [['a', ['\ufffdA']]]],
    [
      '__proto__=1&constructor=2',
      [
        ['__proto__', ['1']],
        ['constructor', ['2']],
      ],
    ],
  ])('%p', (query, expected) => {
    expect([...parametersOf(query)]).toEqual(expected);
    const asked = parametersOf(query);
    for (const [name, values] of expected) expect(asked.get(name)).toEqual(values);
    expect(asked.get('none')).toBeUndefined();
  });
});

test('a name that is asked for gives what the list has, whatever else has been asked for', () => {
  const alphabet = ['a', 'b', 'ab', '=', '=', '&', '&', '+', '%41', ';', 'x'.repeat(40)];
  const names = [
    '',
    'a',
    'b',
    'ab',
    'aa',
    'a=',
    '=',
    'a=b',
    'a&b',
    '&',
    'x'.repeat(40),
    ...Array.from({ length: 20 }, (_, at) => `n${at}`),
  ];
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 5000; round++) {
    // Every other query is plain; some are long.
    const letters = round % 2 === 0 ? alphabet.slice(0, 7) : alphabet;
    const query = Array.from(
      { length: random(round % 10 === 0 ? 400 : 12) },
      () => letters[random(letters.length)],
    ).join('');
    const listed = new Map(parametersOf(query));
    const asked = parametersOf(query);
    for (let questions = 0; questions < 40; questions++) {
      const name = names[random(names.length)] as string;
      expect(asked.get(name)).toEqual(listed.get(name) as string[]);
    }
  }
});

function parametersOf(query: string): QueryParameters {
  return new QueryParameters(PathAndQuery.parse(`/a=1&b?${query}`));
}
