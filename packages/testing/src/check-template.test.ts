import { describe, expect, test } from 'bun:test';
import { CheckSchemaError, checkTemplate } from './check-template.ts';

const RUNS = { runs: 300, seed: 1, phase: 'request' } as const;
const NAMED = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
};

describe('a template that renders JSON for everything its schema allows holds', () => {
  test.each([
    ['$input.json', `{"name": $input.json('$.name'), "age": $input.json('$.age')}`],
    [
      'escaped text',
      String.raw`{"name": "$util.escapeJavaScript($input.path('$.name')).replaceAll("\\'","'")", "age": $input.path('$.age')}`,
    ],
    ['a loop over nothing', `{"all": [#foreach($x in $input.path('$.none'))$x#end]}`],
  ])('%s', (_name, source) => {
    expect(checkTemplate({ ...RUNS, source, bodySchema: NAMED })).toEqual({ holds: true, runs: 300, seed: 1 });
  });
});

describe('a template that does not is shown with the smallest input', () => {
  test('text written without escapes', () => {
    const result = checkTemplate({ ...RUNS, source: `{"name": "$input.path('$.name')"}`, bodySchema: NAMED });
    if (result.holds) throw new Error('the template is injectable');
    expect(result.problem.kind).toBe('not-json');
    const { name } = JSON.parse(String(result.counterexample.request?.body)) as { name: string };
    expect(name).toHaveLength(1);
    expect(['"', '\\', '\n', '\t', '\u0000']).toContain(name);
  });

  test('a comma after the last item', () => {
    const source = `[#foreach($x in $input.path('$.ids'))$x,#end]`;
    const bodySchema = {
      type: 'object',
      properties: { ids: { type: 'array', items: { type: 'integer' } } },
      required: ['ids'],
    };
    const result = checkTemplate({ ...RUNS, source, bodySchema });
    expect(result).toMatchObject({
      holds: false,
      problem: { kind: 'not-json' },
      counterexample: { request: { body: '{"ids":[0]}' } },
    });
  });

  test('a render that fails', () => {
    const source = `"$input.path('$.name').substring(3)"`;
    const result = checkTemplate({ ...RUNS, source, bodySchema: NAMED });
    expect(result).toMatchObject({
      holds: false,
      problem: { kind: 'render-failed', error: 'MethodInvocationException' },
    });
  });

  test('an output that does not fit its schema', () => {
    const outputSchema = { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } };
    const result = checkTemplate({ ...RUNS, source: `{"age": $input.path('$.age')}`, bodySchema: NAMED, outputSchema });
    if (result.holds) throw new Error('negative ages do not fit');
    expect(result.problem.kind).toBe('unfit');
    expect(JSON.parse(String(result.counterexample.request?.body)).age).toBe(-1);
  });

  test('the answer of a backend', () => {
    const bodySchema = { type: 'object', properties: { note: { type: 'string' } }, required: ['note'] };
    const result = checkTemplate({
      ...RUNS,
      phase: 'response',
      source: `{"note": "$input.path('$.note')"}`,
      bodySchema,
    });
    expect(result.holds).toBe(false);
    if (!result.holds) expect(result.counterexample.response).toBeDefined();
  });

  test('query parameters', () => {
    const source = `{"items": [$input.params('items')]}`;
    const querySchema = { type: 'object', properties: { items: { type: 'string' } }, required: ['items'] };
    const result = checkTemplate({ ...RUNS, source, bodySchema: { type: 'object' }, querySchema });
    expect(result.holds).toBe(false);
    const numbers = {
      type: 'object',
      properties: { items: { type: 'string', pattern: '^[1-9][0-9]{0,3}$' } },
      required: ['items'],
    };
    expect(checkTemplate({ ...RUNS, source, bodySchema: { type: 'object' }, querySchema: numbers }).holds).toBe(true);
  });
});

test('the same seed finds the same counterexample', () => {
  const check = { ...RUNS, source: `{"name": "$input.path('$.name')"}`, bodySchema: NAMED };
  expect(checkTemplate(check)).toEqual(checkTemplate(check));
});

describe('every generated value fits its schema', () => {
  test.each([
    [{ type: 'integer', minimum: 3, maximum: 9, multipleOf: 3 }],
    [{ type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1 }],
    [{ type: ['string', 'null'], maxLength: 3 }],
    [{ enum: ['a', 1, null, { b: [] }] }],
    [{ type: 'array', items: { type: 'boolean' }, minItems: 2, maxItems: 3 }],
    [{ type: 'array', items: [{ type: 'string' }, { type: 'integer' }] }],
    [{ oneOf: [{ type: 'null' }, { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] }] }],
    [{ allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }, { required: ['b'] }] }],
    [
      {
        definitions: { node: { type: 'object', properties: { next: { $ref: '#/definitions/node' } } } },
        $ref: '#/definitions/node',
      },
    ],
    [{ type: 'object', properties: { ['__proto__']: { type: 'integer' } }, required: ['__proto__'] }],
    [{}],
  ])('%j', (bodySchema) => {
    const result = checkTemplate({ ...RUNS, source: "$input.json('$')", bodySchema, outputSchema: bodySchema });
    expect(result).toMatchObject({ holds: true, runs: 300 });
  });
});

test.each([
  ['no object', 'text'],
  ['an unknown type', { type: 'wrong' }],
  ['a broken pattern', { type: 'string', pattern: '(' }],
])('a schema that cannot be used is refused: %s', (_name, bodySchema) => {
  expect(() => checkTemplate({ ...RUNS, source: '1', bodySchema })).toThrow(CheckSchemaError);
});
