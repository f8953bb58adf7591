import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JavaMap } from '@portico/values';
import { inHashOrder } from './hash-order.ts';
import { javaHashCode } from './java-hash.ts';

interface Case {
  readonly keys: readonly string[];
  /** The key set of a java.util.HashMap into which the keys were put in this order. */
  readonly order: readonly string[];
  readonly hashCodes: readonly number[];
}

const FILE = join(import.meta.dirname, '../../../../conformance/java/hash-order.json');

test.each(JSON.parse(readFileSync(FILE, 'utf8')) as Case[])('a HashMap of $keys', ({ keys, order, hashCodes }) => {
  expect(keys.map(javaHashCode)).toEqual([...hashCodes]);
  const map = JavaMap.of(keys.map((key) => [key, true]));
  expect([...inHashOrder(map).entries()].map(([key]) => String(key))).toEqual([...order]);
});
