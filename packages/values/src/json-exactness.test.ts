import { describe, expect, test } from 'bun:test';
import { isExactInJavaScript } from './json-exactness.ts';
import { MAX_JSON_DEPTH, parseJson } from './json-parse.ts';
import { scanJson } from './json-scan.ts';
import { JavaDouble, JavaList, JavaLong, JavaMap, type ListKind, type Value } from './value.ts';

describe('what JSON.parse would get wrong is read digit by digit', () => {
  test.each([
    ['[1.0]', 'list', false],
    ['[1.00]', 'list', false],
    ['[0.10]', 'list', true],
    ['[0.01, 0.99]', 'list', true],
    ['[0.00000001]', 'list', false],
    ['[0.99999999]', 'list', false],
    ['[1e3]', 'list', false],
    ['[1.5E-3]', 'list', false],
    ['[123456789.5]', 'list', false],
    ['[12345678.5]', 'list', true],
    ['[123456789012345]', 'list', true],
    ['[1234567890123456]', 'list', false],
    ['[0.12345678901234567]', 'list', true],
    ['[0.12345678901234567]', 'json', false],
    ['[-0.1234567890123456]', 'json', false],
    ['[0.1234567890123456]', 'json', true],
    ['{"a1":1,"b":2}', 'list', true],
    ['{"1":1,"b":2}', 'list', false],
    ['{"\\u0031":1,"b":2}', 'list', false],
    ['{"a":"1","b":"2.0 1e3"}', 'list', true],
    ['{"a":"\\"1.0","b":"\\\\"}', 'list', true],
    ['{"a":"\\\\","b":1.0}', 'list', false],
  ] as const)('%s, lists that print as %s: %p', (text, lists, isExact) => {
    expect(isExactInJavaScript(text, lists, 10)).toBe(isExact);
  });

  test('nesting counts outside of strings only', () => {
    expect(isExactInJavaScript('[[["]]]]",[]]]]', 'list', 4)).toBe(true);
    expect(isExactInJavaScript('["]]]]",[[[[]]]]]', 'list', 4)).toBe(false);
    expect(isExactInJavaScript(`{"a":"[[[[[[","b":{"c":1}}`, 'list', 2)).toBe(true);
  });
});

/** A small seeded generator: the run is the same each time. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SCALARS = [
  ...['0', '-0', '1', '-1.0', '2147483648', '-2147483649', '9007199254740993', '12345678901234567890', '1e2', '1E-2'],
  ...['0.5', '0.1234567890123456789', '99999999.9999999', '0.99999999999999999999', '1.10', '-0.0', '3.0000001'],
  ...['"a"', '"1"', '""', '"\\"1.0"', '"\\\\"', '"[{"', '"]}"', '"é\\ud83d\\ude00"', 'true', 'false', 'null'],
];
const KEYS = [
  '"a"',
  '"b c"',
  '"1"',
  '"10"',
  '"01"',
  '"1a"',
  '"\\u0031"',
  '""',
  '"__proto__"',
  '"constructor"',
  '"a\\"b"',
];

function randomJson(below: (limit: number) => number, depth: number): string {
  const blank = below(8) === 0 ? ' \n' : '';
  const kind = below(depth > 3 ? 1 : 3);
  const length = below(4);
  const item = () => blank + randomJson(below, depth + 1);
  if (kind === 0) return SCALARS[below(SCALARS.length)] as string;
  if (kind === 1) return `[${Array.from({ length }, item).join()}${blank}]`;
  return `{${Array.from({ length }, () => `${KEYS[below(KEYS.length)]}${blank}:${item()}`).join()}}`;
}

/** Values as plain data that toEqual compares in every detail. */
function shape(value: Value): unknown {
  if (value instanceof JavaMap) return { map: [...value.entries()].map(([key, item]) => [key, shape(item)]) };
  if (value instanceof JavaList) return { kind: value.kind, items: value.items.map(shape) };
  if (value instanceof JavaLong || value instanceof JavaDouble) return [value.constructor.name, value.value];
  return typeof value === 'number' ? [value, Object.is(value, -0)] : value;
}

test('both ways of reading JSON give the same values', () => {
  const below = randomNumbers(7);
  let native = 0;
  for (let i = 0; i < 4000; i++) {
    const text = randomJson(below, 0);
    const lists: ListKind = i % 2 === 0 ? 'list' : 'json';
    if (isExactInJavaScript(text, lists, MAX_JSON_DEPTH)) native++;
    const value = parseJson(text, { lists });
    // Some maps are read key by key before they are listed.
    if (value instanceof JavaMap && i % 3 === 0)
      for (const key of ['a', '1', 'b c', '__proto__', 'toString']) value.get(key);
    expect(shape(value)).toEqual(shape(scanJson(text, lists, MAX_JSON_DEPTH)));
  }
  expect(native).toBeGreaterThan(1000);
});

test('a map that JSON.parse made has its own keys only, and is the same object whenever it is read', () => {
  const map = parseJson('{"a":{"b":[1,2147483648,-0]},"__proto__":{"c":1},"n":-0,"l":4294967296,"z":null}') as JavaMap;
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'parsed', 'b']) {
    expect(map.get(name)).toBeUndefined();
    expect(map.has(name)).toBe(false);
  }
  const inner = map.get('a') as JavaMap;
  expect(map.get('a')).toBe(inner);
  expect(inner.get('b')).toBe(inner.get('b') as Value);
  expect(shape(inner.get('b') as Value)).toEqual({
    kind: 'list',
    items: [
      [1, false],
      ['JavaLong', 2147483648n],
      [0, false],
    ],
  });
  expect((map.get('__proto__') as JavaMap).get('c')).toBe(1);
  expect(Object.is(map.get('n'), 0)).toBe(true);
  expect(map.get('l')).toEqual(new JavaLong(4294967296n));
  expect([map.get('z'), map.has('z'), map.get(1), map.has(1)]).toEqual([null, true, undefined, false]);
  map.set('new', 1);
  expect(map.get('a')).toBe(inner);
  expect([...map.keys()]).toEqual(['a', '__proto__', 'n', 'l', 'z', 'new']);
  expect(map.delete('a')).toBe(true);
  expect([map.size, map.modifications, map.get('a')]).toEqual([5, 2, undefined]);
  expect(({} as { c?: unknown }).c).toBeUndefined();
});
