import { describe, expect, test } from 'bun:test';
import type { HttpMethod, Method, MethodVerb, Resource } from '@portico/api-model';
import fc from 'fast-check';
import { PathAndQuery } from './path-and-query.ts';
import type { RouteTree } from './route-tree.ts';
import { compileRoutes } from './route-tree.ts';

describe('find', () => {
  const tree = treeOf({
    '/': ['GET'],
    '/test': ['POST'],
    '/test/any': ['ANY'],
    '/{proxy+}': ['OPTIONS'],
    '/part1': ['GET'],
    '/part1/hardcoded-value': ['GET'],
    '/pets/{petId}': ['GET', 'ANY'],
    '/pets/{petId}/toys/{toyId}': ['GET'],
    '/pets/mine/toys': ['GET'],
    '/files/{path+}': ['GET'],
    '/empty': [],
  });
  test.each<[HttpMethod, string, string | undefined, Record<string, string>]>([
    ['GET', '/', 'GET /', {}],
    ['GET', '', 'GET /', {}],
    ['GET', '//', 'GET /', {}],
    ['OPTIONS', '/', undefined, {}],
    ['OPTIONS', '/test', 'OPTIONS /{proxy+}', { proxy: 'test' }],
    ['OPTIONS', '/test/any', 'ANY /test/any', {}],
    ['OPTIONS', '/part1/other', 'OPTIONS /{proxy+}', { proxy: 'part1/other' }],
    ['GET', '/part1/other', undefined, {}],
    ['GET', '//part1/hardcoded-value/', 'GET /part1/hardcoded-value', {}],
    ['GET', '/pets/1', 'GET /pets/{petId}', { petId: '1' }],
    ['PUT', '/pets/1', 'ANY /pets/{petId}', { petId: '1' }],
    ['GET', '/pets//', undefined, {}],
    ['GET', '/pets/mine/toys/2', 'GET /pets/{petId}/toys/{toyId}', { petId: 'mine', toyId: '2' }],
    ['GET', '/files/a//b/', 'GET /files/{path+}', { path: 'a//b' }],
    ['GET', '/files', undefined, {}],
    ['GET', '/empty', undefined, {}],
    ['GET', '/__proto__', undefined, {}],
  ])('%s %s', (verb, path, target, parameters) => {
    const route = tree.find(verb, PathAndQuery.parse(path));
    expect(route?.target).toBe(target as string);
    expect(Object.fromEntries(route?.pathParameters ?? [])).toEqual(parameters);
  });
});

test('a method that does not compile leaves its place to others', () => {
  const tree = compileRoutes(resourcesOf({ '/a': ['GET'], '/{x+}': ['GET'] }), (resource) =>
    resource.path === '/a' ? undefined : resource.path,
  );
  expect(tree.find('GET', PathAndQuery.parse('/a'))?.target).toBe('/{x+}');
});

test('finds what a matcher finds that tries every resource', () => {
  const part = fc.constantFrom('a', 'b', '{x}');
  const path = fc
    .tuple(fc.array(part, { maxLength: 3 }), fc.boolean())
    .map(([parts, isGreedy]) => `/${[...parts, ...(isGreedy ? ['{g+}'] : [])].join('/')}`);
  const verb = fc.constantFrom<MethodVerb>('GET', 'POST', 'ANY');
  const api = fc.dictionary(path, fc.uniqueArray(verb, { maxLength: 2 }), { maxKeys: 8 });
  const request = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
  fc.assert(
    fc.property(api, request, fc.constantFrom<HttpMethod>('GET', 'POST'), (data, target, httpMethod) => {
      expect(treeOf(data).find(httpMethod, PathAndQuery.parse(target))?.target).toBe(
        naiveMatch(data, target, httpMethod) as string,
      );
    }),
    { numRuns: 2000 },
  );
});

type Data = Readonly<Record<string, readonly MethodVerb[]>>;

function treeOf(data: Data): RouteTree<string> {
  return compileRoutes(resourcesOf(data), (resource, method) => `${method.httpMethod} ${resource.path}`);
}

function resourcesOf(data: Data): readonly Resource[] {
  return Object.entries(data).map(([path, verbs]) => ({ id: path, path, methods: verbs.map(methodOf) }));
}

function methodOf(httpMethod: MethodVerb): Method {
  return {
    httpMethod,
    authorizationType: 'NONE',
    authorizationScopes: [],
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    methodResponses: [],
  };
}

/** All resources that fit, ranked segment by segment: literal, variable, greedy. */
function naiveMatch(data: Data, target: string, verb: HttpMethod): string | undefined {
  const segments = target.split('/').filter((part) => part !== '');
  const ranked = Object.entries(data)
    .filter(([, verbs]) => verbs.includes(verb) || verbs.includes('ANY'))
    .flatMap(([path, verbs]) => {
      const rank = rankOf(
        path.split('/').filter((part) => part !== ''),
        segments,
      );
      return rank === undefined ? [] : [{ rank, target: `${verbs.includes(verb) ? verb : 'ANY'} ${path}` }];
    });
  return ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1))[0]?.target;
}

function rankOf(parts: readonly string[], segments: readonly string[]): string | undefined {
  let rank = '';
  for (const [at, part] of parts.entries()) {
    if (part.endsWith('+}')) return segments.length > at ? `${rank}2` : undefined;
    const segment = segments[at];
    if (segment === undefined || (part !== '{x}' && part !== segment)) return undefined;
    rank += part === '{x}' ? '1' : '0';
  }
  return parts.length === segments.length ? rank : undefined;
}
