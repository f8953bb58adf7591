import { expect, test } from 'bun:test';
import { jsonDouble } from './json-double.ts';
import { parseJson } from './json-parse.ts';
import { printJson } from './json-print.ts';

const DOUBLES = [
  0, -0, 1, -1, 4.5, 3.047305107116699, -3.047305107116699, 0.1, 0.02345678955316543, 1.2345678060956765e-5, 9999999,
  1e7, 1.7976931348623157e308, 5e-324, -33.333333333333336, 123456.7890625,
];

test.each(DOUBLES)('%d is the value that its JSON text reads as, and prints as that text', (double) => {
  const value = jsonDouble(double);
  const text = printJson(value);
  expect(parseJson(text, { lists: 'json' })).toEqual(value);
  expect(Number(text)).toBe(double);
});
