import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importOpenApi } from '../openapi/import-openapi.ts';
import type { RestApi } from '../rest-api.ts';
import { exportOpenApi } from './export-openapi.ts';
import { printDefinition } from './print-definition.ts';

const folder = join(import.meta.dirname, '../../../../conformance/openapi');
const ALL = { integrations: true, authorizers: true, apigateway: true };

/** Every document of the import cases that the service would take. */
const definitions = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const api = imported(text.slice(text.indexOf('\n---\n') + 5));
    return api === undefined ? [] : [[name.replace('.yaml', ''), api] as const];
  });

test('there are definitions to export', () => expect(definitions.length).toBeGreaterThanOrEqual(47));

describe.each(['3.0', '2.0'] as const)('OpenAPI %s, exported and imported again, is the same API', (version) => {
  for (const [name, api] of definitions) {
    test.each(['json', 'yaml'] as const)(`${name} as %s`, (format) => {
      const options = { version, region: 'us-east-1', stageName: 'test', extensions: ALL };
      const again = imported(printDefinition(exportOpenApi(api, options), format));
      expect(again).toBeDefined();
      if (again !== undefined) expect(view(again, version)).toEqual(view(api, version));
    });
  }
});

test('digits of schemas survive', () => {
  const text = `{"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {
    "Big": {"type": "number", "maximum": 12345678901234567890, "minimum": 1.0, "multipleOf": 1e-7}}}}`;
  const api = imported(text);
  if (api === undefined) throw new Error('was refused');
  const options = { version: '3.0', region: 'us-east-1', stageName: 'test', extensions: ALL } as const;
  expect(imported(printDefinition(exportOpenApi(api, options), 'json'))?.models[0]?.schema).toBe(
    '{"type":"number","maximum":12345678901234567890,"minimum":1.0,"multipleOf":1e-7}',
  );
  expect(printDefinition(exportOpenApi(api, options), 'yaml')).toContain('maximum: 12345678901234567890\n');
});

test('extensions are written as asked for', () => {
  const api = imported(
    JSON.stringify({
      openapi: '3.0.1',
      info: { title: 't', version: '1' },
      components: {
        securitySchemes: {
          iam: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
        },
      },
      'x-amazon-apigateway-binary-media-types': ['image/png'],
      paths: { '/a': { get: { security: [{ iam: [] }], 'x-amazon-apigateway-integration': { type: 'mock' } } } },
    }),
  );
  if (api === undefined) throw new Error('was refused');
  const written = (extensions: Partial<typeof ALL>): readonly string[] => {
    const none = { integrations: false, authorizers: false, apigateway: false };
    const options = { version: '3.0', region: 'us-east-1', stageName: 'test' } as const;
    const text = printDefinition(exportOpenApi(api, { ...options, extensions: { ...none, ...extensions } }), 'json');
    return [...new Set(text.match(/x-amazon-apigateway-[a-z-]+/g) ?? [])].sort();
  };
  expect(written({})).toEqual([]);
  expect(written({ integrations: true })).toEqual(['x-amazon-apigateway-integration']);
  expect(written({ authorizers: true })).toEqual(['x-amazon-apigateway-authtype']);
  expect(written({ apigateway: true })).toEqual([
    'x-amazon-apigateway-authtype',
    'x-amazon-apigateway-binary-media-types',
    'x-amazon-apigateway-endpoint-configuration',
  ]);
});

function imported(text: string): RestApi | undefined {
  let made = 0;
  const ids = (): string => `id${String(++made).padStart(4, '0')}`;
  const { api } = importOpenApi(text, { apiId: 'testapi', ids });
  return api && { ...api, createdDate: 0 };
}

/** The API without generated ids, by name where things have names, and without what OpenAPI of this version cannot say. */
function view(api: RestApi, version: '2.0' | '3.0'): object {
  const validators = new Map(api.requestValidators.map(({ id, name }) => [id, name]));
  const authorizers = new Map(api.authorizers.map(({ id, name }) => [id, name]));
  const paths = new Map(api.resources.map(({ id, path }) => [id, path]));
  const models = (map: Readonly<Record<string, string>>): object =>
    version === '3.0' ? map : { models: Object.values(map).slice(0, 1) };
  const { id: _, version: __, ...rest } = api;
  return {
    ...rest,
    authorizers: api.authorizers.map(({ id: _, ...one }) => one),
    requestValidators: api.requestValidators.map(({ id: _, ...one }) => one),
    models: Object.fromEntries(
      api.models.map(({ name, id: _, ...one }) => [name, { ...one, schema: JSON.parse(one.schema) }]),
    ),
    resources: Object.fromEntries(
      api.resources.map(({ id, parentId, path, pathPart, methods }) => [
        path,
        {
          parent: paths.get(parentId ?? ''),
          pathPart,
          methods: Object.fromEntries(
            methods.map((method) => [
              method.httpMethod,
              {
                ...method,
                requestValidatorId: validators.get(method.requestValidatorId ?? ''),
                authorizerId: authorizers.get(method.authorizerId ?? ''),
                requestModels: models(method.requestModels),
                methodResponses: Object.fromEntries(
                  method.methodResponses.map((one) => [
                    one.statusCode,
                    { ...one, responseModels: models(one.responseModels) },
                  ]),
                ),
                integration: method.integration && {
                  ...method.integration,
                  cacheNamespace:
                    method.integration.cacheNamespace === id ? undefined : method.integration.cacheNamespace,
                  integrationResponses: Object.fromEntries(
                    method.integration.integrationResponses.map((one) => [one.statusCode, one]),
                  ),
                },
              },
            ]),
          ),
        },
      ]),
    ),
  };
}
