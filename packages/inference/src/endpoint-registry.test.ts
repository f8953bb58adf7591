import { expect, test } from 'bun:test';
import type { Endpoint } from './endpoint-registry.ts';
import { createEndpointRegistry } from './endpoint-registry.ts';

const container = { invoke: () => ({ failure: 'NO_RESPONSE' }) as const };
const movie: Endpoint = {
  name: 'Movie',
  accountId: '000000000000',
  region: 'eu-west-1',
  variants: [{ variantName: 'v', weight: 1, container }],
};

test('an endpoint is found by account, region and exact name until it is deleted', () => {
  const endpoints = createEndpointRegistry();
  endpoints.put(movie);
  expect(endpoints.get('000000000000', 'eu-west-1', 'Movie')).toBe(movie);
  expect(endpoints.get('000000000000', 'eu-west-1', 'movie')).toBeUndefined();
  expect(endpoints.get('000000000000', 'us-east-1', 'Movie')).toBeUndefined();
  expect(endpoints.get('111111111111', 'eu-west-1', 'Movie')).toBeUndefined();
  const changed = { ...movie };
  endpoints.put(changed);
  expect(endpoints.get('000000000000', 'eu-west-1', 'Movie')).toBe(changed);
  expect(endpoints.delete('000000000000', 'us-east-1', 'Movie')).toBe(false);
  expect(endpoints.delete('000000000000', 'eu-west-1', 'Movie')).toBe(true);
  expect(endpoints.delete('000000000000', 'eu-west-1', 'Movie')).toBe(false);
  expect(endpoints.get('000000000000', 'eu-west-1', 'Movie')).toBeUndefined();
});

test.each([
  ['no variant', []],
  ['two variants named v', [0, 1].map((weight) => ({ variantName: 'v', weight, container }))],
  ['a negative weight', [{ variantName: 'v', weight: -1, container }]],
  ['a weight that is no number', [{ variantName: 'v', weight: Number.NaN, container }]],
])('an endpoint with %s is refused', (_what, variants) => {
  const endpoints = createEndpointRegistry();
  expect(() => endpoints.put({ ...movie, variants })).toThrow(RangeError);
  expect(endpoints.get('000000000000', 'eu-west-1', 'Movie')).toBeUndefined();
});
