import { describe, expect, test } from 'bun:test';
import type { Diagnostic, Model, RestApi } from '@portico/api-model';
import { Payload } from '@portico/values';
import { compileBodyModels } from './body-models.ts';
import { collectInto } from './diagnostics.ts';

const URL = 'https://apigateway.amazonaws.com/restapis/api1/models';

function validator(models: Record<string, unknown>, name = 'M', diagnostics: Diagnostic[] = []) {
  const list = Object.entries(models).map(
    ([name, schema]): Model => ({
      id: name,
      name,
      contentType: 'application/json',
      schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
    }),
  );
  return compileBodyModels({ id: 'api1', models: list } as unknown as RestApi).validator(
    name,
    collectInto(diagnostics),
  );
}

function failure(models: Record<string, unknown>, body: string): string | undefined {
  const validate = validator(models);
  if (validate === undefined) throw new Error('the model does not compile');
  return validate(Payload.fromText(body));
}

describe('the failure in the words of the service', () => {
  test.each<[unknown, string, string | undefined]>([
    [{ required: ['a', 'b'] }, '{}', '[object has missing required properties (["a","b"])]'],
    [{ required: ['a', 'b'] }, '{"a":1}', '[object has missing required properties (["b"])]'],
    [{ required: ['a'] }, '', '[object has missing required properties (["a"])]'],
    [{ type: 'array' }, '', '[instance type (object) does not match any allowed primitive type (allowed: ["array"])]'],
    [
      { type: ['string', 'null'] },
      '1',
      '[instance type (integer) does not match any allowed primitive type (allowed: ["string","null"])]',
    ],
    [
      { properties: { a: { type: 'string' } } },
      '{"a":null}',
      '[/a: instance type (null) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [
      { properties: {}, additionalProperties: false },
      '{"x":1}',
      '[object instance has properties which are not allowed by the schema: ["x"]]',
    ],
    [{ enum: ['a'] }, '"b"', '[instance value ("b") not found in enum (possible values: ["a"])]'],
    [{}, '{', '[Unable to parse the request body as JSON]'],
    [{}, ' ', '[Unable to parse the request body as JSON]'],
    [{ type: 'object' }, '{}', undefined],
    [{ minimum: 3, exclusiveMinimum: true }, '3', '[must be > 3]'],
    [{ minimum: 3 }, '3', undefined],
  ])('%j against %s', (schema, body, expected) => {
    expect(failure({ M: schema }, body)).toBe(expected as string);
  });
});

test('the failure does not quote a whole body', () => {
  expect((failure({ M: { enum: ['a'] } }, JSON.stringify('x'.repeat(100_000))) ?? '').length).toBeLessThan(1010);
});

describe('references', () => {
  const tree = {
    M: { type: 'object', required: ['v'], properties: { next: { $ref: `${URL}/N` } } },
    N: { oneOf: [{ type: 'null' }, { $ref: `${URL}/M` }] },
  };
  const nested = (depth: number, inner: string) => `${'{"v":1,"next":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
  test.each([
    [0, '{"v":1}', true],
    [1, 'null', true],
    [50, '{"v":1}', true],
    [50, '{}', false],
    [200, 'null', true],
    [200, '7', false],
  ])('circular models at depth %d, then %s: %p', (depth, inner, fits) => {
    expect(failure(tree, nested(depth, inner)) === undefined).toBe(fits);
  });

  test('a body deeper than the stack is refused, not a crash', () => {
    const found = failure(tree, nested(200_000, 'null'));
    expect(found === undefined || found.startsWith('[')).toBe(true);
  });

  test('within the schema', () => {
    const schema = { properties: { a: { $ref: '#/definitions/s' } }, definitions: { s: { type: 'string' } } };
    expect([failure({ M: schema }, '{"a":1}') === undefined, failure({ M: schema }, '{"a":"x"}')]).toEqual([
      false,
      undefined,
    ]);
  });
});

describe('names that objects inherit', () => {
  test.each([
    [{ required: ['toString'] }, '{}', false],
    [{ required: ['toString'] }, '{"toString":1}', true],
    [{ required: ['__proto__'] }, '{}', false],
    [{ required: ['__proto__'] }, '{"__proto__":1}', true],
    [{ required: ['constructor', 'hasOwnProperty'] }, '{"constructor":1}', false],
    [{ properties: { constructor: { type: 'string' } } }, '{}', true],
    [{ properties: { constructor: { type: 'string' } } }, '{"constructor":1}', false],
    [{ additionalProperties: false }, '{"__proto__":1}', false],
    [{ additionalProperties: { type: 'string' } }, '{"__proto__":1}', false],
    ['{"properties": {"__proto__": {"type": "string"}}}', '{"__proto__":"x"}', true],
  ])('%j against %s: %p', (schema, body, fits) => {
    expect(failure({ M: schema }, body) === undefined).toBe(fits);
  });
});

describe('pattern', () => {
  test.each([
    ['^[a-z]+$', '"abc"', true],
    ['^[a-z]+$', '"abc\\n"', false],
    ['b', '"abc"', true],
    ['^\\p{Lu}', '"\u00c4"', true],
  ])('%s against %s: %p', (pattern, body, fits) => {
    expect(failure({ M: { pattern } }, body) === undefined).toBe(fits);
  });

  test('one that backtracks without end refuses the body in bounded time', () => {
    const started = performance.now();
    expect(failure({ M: { pattern: '^(a+)+$' } }, `"${'a'.repeat(5000)}!"`)).toContain('takes too long');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('the bound is for the whole body, not for each text in it', () => {
    const texts = Array.from({ length: 2000 }, () => `"${'a'.repeat(17)}!"`);
    const started = performance.now();
    expect(failure({ M: { items: { not: { pattern: '^(a+)+$' } } } }, `[${texts.join(',')}]`)).toContain(
      'takes too long',
    );
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('a long text that a simple pattern fits passes', () => {
    expect(failure({ M: { pattern: '^[a-z]+$' } }, `"${'a'.repeat(500_000)}"`)).toBeUndefined();
  });
});

describe('what cannot be used', () => {
  test.each<[Record<string, unknown>, string]>([
    [{}, 'unknown-model'],
    [{ M: 'no JSON' }, 'invalid-model-schema'],
    [{ M: '[]' }, 'invalid-model-schema'],
    [{ M: 'null' }, 'invalid-model-schema'],
    [{ M: { type: 'nothing' } }, 'invalid-model-schema'],
    [{ M: { $ref: 'https://elsewhere.example/x' } }, 'invalid-model-schema'],
    [{ M: { $ref: `${URL}/None` } }, 'invalid-model-schema'],
    [{ M: { $ref: '#/definitions/none' } }, 'invalid-model-schema'],
    [{ M: { pattern: '(' } }, 'invalid-model-schema'],
  ])('%j', (models, code) => {
    const diagnostics: Diagnostic[] = [];
    expect(validator(models, 'M', diagnostics)).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  test('a broken model that no method names hurts nobody', () => {
    const diagnostics: Diagnostic[] = [];
    expect(validator({ M: {}, Broken: 'no JSON' }, 'M', diagnostics)).toBeDefined();
    expect(diagnostics).toEqual([]);
  });

  test('two models may carry one id', () => {
    expect(
      validator({ M: { id: 'http://x.example/s', type: 'object' }, N: { id: 'http://x.example/s' } }),
    ).toBeDefined();
  });
});
