import { expect, test } from 'bun:test';
import { formatDouble } from './format-double.ts';
import { jsonDouble } from './json-double.ts';
import { parseJson } from './json-parse.ts';

const DOUBLES = [
  0, -0, 1, -1, 4.5, 3.047305107116699, -3.047305107116699, 0.1, 0.02345678955316543, 1.2345678060956764e-5, 9999999,
  1e7, 1.7976931348623157e308, 5e-324, 9007199254740992, 41626561294.72572, -33.333333333333336, 123456.7890625,
];

test.each(DOUBLES)('%d is the value that its JSON text reads as', (double) => {
  expect(jsonDouble(double)).toEqual(parseJson(formatDouble(double), { lists: 'json' }));
});
