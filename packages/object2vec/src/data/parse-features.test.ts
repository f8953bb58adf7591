import { expect, test } from 'bun:test';
import { DataFormatError } from './line-parser.ts';
import { featureRows, featuresParser } from './parse-features.ts';

function parse(text: string) {
  const parser = featuresParser();
  parser.push(text);
  return parser.finish();
}

test('features of the same name are the same feature, and make a row for every id', () => {
  const features = parse('2\tage 20-29\tstudent\n1\tstudent\n9\tartist\n2\tartist\n');
  expect(features.names).toEqual(['age 20-29', 'student', 'artist']);
  const { starts, columns, values, columnCount } = featureRows(features, 4, 0.5);
  expect(columnCount).toBe(3);
  expect(Array.from({ length: 4 }, (_, row) => [...columns.subarray(starts[row], starts[row + 1])])).toEqual([
    [],
    [1],
    [0, 1, 2],
    [],
  ]);
  expect([...values]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('an id without features is fine, a bad id or an empty name is not', () => {
  expect(parse('3\n').ids.length).toBe(0);
  expect(() => parse('1\ta\nx\ta\n')).toThrow(
    new DataFormatError(2, 'the id is "x", not an integer from 0 to 2999999'),
  );
  expect(() => parse('1\ta\t\tb\n')).toThrow(new DataFormatError(1, 'a feature without a name'));
});
