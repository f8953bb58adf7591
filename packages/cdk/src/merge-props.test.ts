import { expect, test } from 'bun:test';
import { Duration } from 'aws-cdk-lib';
import { mergeProps } from './merge-props.ts';

const DURATION = Duration.seconds(5);

test.each<[string, object, object, object]>([
  ['a value wins over a default', { a: 1 }, { a: 2 }, { a: 2 }],
  ['what the caller adds is added', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ['objects merge at every depth', { a: { b: { c: 1, d: 2 } } }, { a: { b: { d: 3 } } }, { a: { b: { c: 1, d: 3 } } }],
  ['an array is replaced whole', { a: [1, 2, 3] }, { a: [4] }, { a: [4] }],
  ['a class instance is replaced whole', { a: Duration.minutes(1) }, { a: DURATION }, { a: DURATION }],
  ['an object replaces a class instance whole', { a: DURATION }, { a: { amount: 1 } }, { a: { amount: 1 } }],
  ['undefined takes a default away', { a: 1, b: 2 }, { a: undefined }, { a: undefined, b: 2 }],
  ['no override changes nothing', { a: { b: 1 } }, {}, { a: { b: 1 } }],
])('%s', (_name, defaults, override, merged) => {
  expect(mergeProps(defaults, override)).toStrictEqual(merged);
});

test('neither argument is changed', () => {
  const defaults = { a: { b: 1 } };
  const override = { a: { b: 2 } };
  mergeProps(defaults, override);
  expect([defaults, override]).toEqual([{ a: { b: 1 } }, { a: { b: 2 } }]);
});

test('a class instance keeps its identity', () => {
  expect(mergeProps({ a: 1 as unknown }, { a: DURATION }).a).toBe(DURATION);
});

test('__proto__ in an override is data', () => {
  const merged = mergeProps({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});
