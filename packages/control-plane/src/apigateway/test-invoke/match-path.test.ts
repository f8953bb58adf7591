import { expect, test } from 'bun:test';
import { matchPath } from './match-path.ts';

test.each<[string, string | undefined, Record<string, string>]>([
  ['/', '/', {}],
  ['/pets', '/pets', {}],
  ['/pets/{petId}', '/pets/123', { petId: '123' }],
  ['/pets/{petId}', '/pets/a%2Fb%20c', { petId: 'a/b c' }],
  ['/pets/{petId}', '/pets/%zz', { petId: '%zz' }],
  ['/pets/{petId}', '/pets/123/', { petId: '123' }],
  ['/pets/{petId}', '/cats/123', {}],
  ['/pets/{petId}', '/pets', {}],
  ['/pets/{petId}', '/pets/1/2', {}],
  ['/pets/{petId}', '', {}],
  ['/pets/{petId}', undefined, { petId: '{petId}' }],
  ['/a/{proxy+}', '/a/b/c%20d', { proxy: 'b/c d' }],
  ['/a/{x}/{proxy+}', '/a/1', {}],
  ['/a/{x}/{proxy+}', undefined, { x: '{x}', proxy: '{proxy+}' }],
  ['/{__proto__}', '/x', JSON.parse('{"__proto__": "x"}')],
])('%s called as %s has %j', (resourcePath, path, parameters) => {
  expect(JSON.stringify(matchPath(resourcePath, path))).toBe(JSON.stringify(parameters));
});
