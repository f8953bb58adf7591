import { expect, test } from 'bun:test';
import { parseDefinition } from './parse-definition.ts';

test.each<[string, unknown]>([
  ['{"a": [1, "x", true, null]}', { a: [1, 'x', true, null] }],
  ['a:\n  - 1\n  - x: "y"\n', { a: [1, { x: 'y' }] }],
  ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
  ['{', undefined],
  ['a: [', undefined],
])('%j', (text, data) => {
  expect(JSON.stringify(parseDefinition(text))).toBe(JSON.stringify(data));
});
