import { expect, test } from 'bun:test';
import { parseCsv } from './parse-csv.ts';

test.each<[string, readonly (readonly string[])[] | undefined]>([
  ['', []],
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,\n\n,b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['"a,b","c""d","e\nf"\nx', [['a,b', 'c"d', 'e\nf'], ['x']]],
  ['a,"b', undefined],
  ['"a"b', undefined],
  ['a"b"', undefined],
])('%j', (text, rows) => {
  expect(parseCsv(text)).toEqual(rows as string[][]);
});
