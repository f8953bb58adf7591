import { expect, test } from 'bun:test';
import { parseJson } from '@portico/values';
import { jsonDifferences } from './json-differences.ts';

test.each<[string, string, string[]]>([
  ['{"a":1,"b":2}', '{"b":2,"a":1}', []],
  ['[1,2.0,3e0]', '[1.0,2,3]', []],
  ['12345678901234567890', '12345678901234567891', ['$: expected 12345678901234567890, got 12345678901234567891']],
  ['9007199254740993', '9007199254740992.0', ['$: expected 9007199254740993, got 9.007199254740992E15']],
  ['1', '"1"', ['$: expected 1, got "1"']],
  ['null', '0', ['$: expected null, got 0']],
  ['{"a":[1,{"b":2}]}', '{"a":[1,{"b":3}]}', ['$.a[1].b: expected 2, got 3']],
  ['{"a":1}', '{}', ['$.a: expected 1, got nothing']],
  ['{"a":null}', '{}', ['$.a: expected null, got nothing']],
  ['{}', '{"x y":1}', ['$["x y"]: expected nothing, got 1']],
  ['[1]', '[1,2]', ['$[1]: expected nothing, got 2']],
  ['[1,2]', '[1]', ['$[1]: expected 2, got nothing']],
  ['{"__proto__":1}', '{"__proto__":2}', ['$.__proto__: expected 1, got 2']],
  ['[]', '{}', ['$: expected [], got {}']],
])('%s against %s', (expected, actual, differences) => {
  expect(jsonDifferences(parseJson(expected), parseJson(actual))).toEqual(differences);
});
