import { describe, expect, test } from 'bun:test';
import { JavaMap, Payload } from '@portico/values';
import { InvalidJsonBodyError } from './invalid-json-body-error.ts';
import { compileMappingExpression } from './mapping-expression.ts';
import type { MappingScope } from './mapping-scope.ts';

const scope: MappingScope = {
  params: {
    path: new Map([['user_id', '321%2C5']]),
    querystring: new Map([['items', ['101', '131']]]),
    header: new Map([
      ['X-Trace', ['a', 'b']],
      ['x.dotted', ['d']],
    ]),
  },
  requestBody: Payload.fromText('{"a":{"b":[1.0,"x"]},"s":"t","n":null,"t":true}'),
  body: Payload.fromText('{"errorMessage":"{\\"code\\":42,\\"data\\":{\\"k\\":\\"v\\"}}","plain":"p"}'),
  responseHeaders: new Map([
    ['content-type', ['text/csv']],
    ['x-multi', ['1', '2']],
  ]),
  context: JavaMap.of([
    ['stage', 'test'],
    [
      'identity',
      JavaMap.of([
        ['sourceIp', '127.0.0.1'],
        ['user', null],
      ]),
    ],
  ]),
  stageVariables: new Map([['endpoint', 'movie-ratings']]),
};

describe('an expression takes its value from where it points', () => {
  test.each<[string, string | readonly string[] | undefined]>([
    ['method.request.path.user_id', '321%2C5'],
    ['method.request.path.none', undefined],
    ['method.request.querystring.items', '131'],
    ['method.request.multivaluequerystring.items', ['101', '131']],
    ['method.request.multivaluequerystring.none', undefined],
    ['method.request.header.X-Trace', 'b'],
    ['method.request.header.x-trace', undefined],
    ['method.request.header.x.dotted', 'd'],
    ['method.request.multivalueheader.X-Trace', 'a,b'],
    ['method.request.body', '{"a":{"b":[1.0,"x"]},"s":"t","n":null,"t":true}'],
    ['method.request.body.s', 't'],
    ['method.request.body.a', '{"b":[1.0,"x"]}'],
    ['method.request.body.a.b', '[1.0,"x"]'],
    ['method.request.body.a.b[0]', '1.0'],
    ["method.request.body['s']", 't'],
    ['method.request.body.t', 'true'],
    ['method.request.body.n', undefined],
    ['method.request.body.zz', undefined],
    ['integration.response.header.Content-Type', 'text/csv'],
    ['integration.response.header.X-Multi', '2'],
    ['integration.response.multivalueheader.x-multi', '1,2'],
    ['integration.response.header.none', undefined],
    ['integration.response.body.plain', 'p'],
    ['integration.response.body.errorMessage.code', '42'],
    ['integration.response.body.errorMessage.data', '{"k":"v"}'],
    ['integration.response.body.errorMessage.zz', undefined],
    ['stageVariables.endpoint', 'movie-ratings'],
    ['stageVariables.none', undefined],
    ['context.stage', 'test'],
    ['context.identity.sourceIp', '127.0.0.1'],
    ['context.identity.user', undefined],
    ['context.identity', undefined],
    ['context.constructor', undefined],
    ["'text/csv'", 'text/csv'],
    ["''", ''],
    ["'it's'", "it's"],
  ])('%s', (text, expected) => {
    const expression = compileMappingExpression(text);
    expect(expression.diagnostics).toEqual([]);
    expect(expression.evaluate(scope)).toEqual(expected);
  });
});

describe('a body expression over a body that is no JSON', () => {
  const over = (text: string, body: string) =>
    compileMappingExpression(text).evaluate({
      ...scope,
      requestBody: Payload.fromText(body),
      body: Payload.fromText(body),
    });

  test.each(['{', '[1', '"open', "'x'"])('that begins like JSON fails: %s', (body) => {
    expect(() => over('method.request.body.a', body)).toThrow(InvalidJsonBodyError);
    expect(() => over('method.request.body', body)).toThrow(InvalidJsonBodyError);
    expect(() => over('integration.response.body.a', body)).toThrow(InvalidJsonBodyError);
  });

  test.each(['', 'a,b', '1,2,3', '<xml/>'])('any other has nothing in it: %p', (body) => {
    expect(over('method.request.body.a', body)).toBeUndefined();
  });

  test('the whole body is its text', () => {
    expect(over('method.request.body', 'a,b')).toBe('a,b');
    expect(over('method.request.body', '')).toBeUndefined();
  });
});

test.each([
  '',
  'method.request.cookie.a',
  'integration.request.header.x',
  'literal',
  "'open",
  'stageVariables.a-b',
  'context',
  'method.request.path.',
])('not an expression: %p', (text) => {
  const expression = compileMappingExpression(text);
  expect(expression.source).toEqual({ kind: 'invalid' });
  expect(expression.diagnostics[0]?.code).toBe('invalid-mapping-expression');
  expect(expression.evaluate(scope)).toBeUndefined();
});

test('a path that does not parse is a diagnostic and has no value', () => {
  const expression = compileMappingExpression('method.request.body.a[');
  expect(compileMappingExpression('method.request.body.a[?(').diagnostics[0]?.code).toBe('invalid-json-path');
  expect(expression.diagnostics).toEqual([]);
});

test('the source is there for checks', () => {
  expect(compileMappingExpression('method.request.querystring.items').source).toEqual({
    kind: 'method.request',
    location: 'querystring',
    name: 'items',
  });
  expect(compileMappingExpression('context.authorizer.claims.sub').source).toEqual({
    kind: 'context',
    path: ['authorizer', 'claims', 'sub'],
  });
});
