import { expect, test } from 'bun:test';
import { drawVariant, variantNamed } from './draw-variant.ts';
import type { Endpoint } from './endpoint-registry.ts';

function endpoint(weights: Readonly<Record<string, number>>): Endpoint {
  const container = { invoke: () => ({ failure: 'NO_RESPONSE' }) as const };
  const variants = Object.entries(weights).map(([variantName, weight]) => ({ variantName, weight, container }));
  return { name: 'e', accountId: '0', region: 'r', variants };
}

test.each([
  [{ a: 1 }, 0.99, 'a'],
  [{ a: 0 }, 0, undefined],
  [{ a: 0, b: 0 }, 0.5, undefined],
  [{ a: 1, b: 3 }, 0, 'a'],
  [{ a: 1, b: 3 }, 0.2499, 'a'],
  [{ a: 1, b: 3 }, 0.25, 'b'],
  [{ a: 1, b: 3 }, 0.9999999999999999, 'b'],
  [{ a: 0, b: 1, c: 0 }, 0, 'b'],
  [{ a: 1, b: 1, c: 0 }, 0.9999999999999999, 'b'],
  [{ a: 0.1, b: 0.2, c: 0.3 }, 0.9999999999999999, 'c'],
] as const)('of %o, %d draws %s', (weights, random, drawn) => {
  expect(drawVariant(endpoint(weights), () => random)?.variantName).toBe(drawn as string);
});

test('traffic follows the weights', () => {
  const counts = { a: 0, b: 0, c: 0 };
  const variants = endpoint({ a: 1, b: 0, c: 3 });
  for (let i = 0; i < 1000; i++) {
    const name = drawVariant(variants, () => i / 1000)?.variantName as 'a' | 'b' | 'c';
    counts[name]++;
  }
  expect(counts).toEqual({ a: 250, b: 0, c: 750 });
});

test('a variant is found by its exact name, whatever its weight', () => {
  expect(variantNamed(endpoint({ a: 0, b: 1 }), 'a')?.variantName).toBe('a');
  expect(variantNamed(endpoint({ a: 0, b: 1 }), 'A')).toBeUndefined();
});
