import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Diagnostic } from '../diagnostic.ts';
import type { Method } from '../rest-api.ts';
import { type ImportedApi, importOpenApi } from './import-openapi.ts';

/** conformance/openapi/README.md describes the format. */
interface Case {
  readonly about: string;
  readonly source: string;
  readonly options?: object;
  readonly diagnostics: readonly object[];
  readonly api?: object;
}

const folder = join(import.meta.dirname, '../../../../conformance/openapi');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();

describe('conformance/openapi', () => {
  test('has its cases', () => expect(files.length).toBeGreaterThanOrEqual(97));

  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    const split = text.indexOf('\n---\n');
    const expected = parse(text.slice(0, split + 1)) as Case;
    test(`${file.replace('.yaml', '')}: ${expected.about}`, () => {
      let made = 0;
      const ids = (): string => `id${String(++made).padStart(4, '0')}`;
      const result = importOpenApi(text.slice(split + 5), { apiId: 'testapi', ids, ...expected.options });
      expect(result.diagnostics.map(summary)).toEqual(expected.diagnostics as ReturnType<typeof summary>[]);
      if (expected.api === undefined) expect(result.api).toBeUndefined();
      else {
        expect(result.api).toBeDefined();
        if (result.api !== undefined) expect(mismatches(expected.api, view(result.api), 'api')).toEqual([]);
      }
    });
  }
});

function summary({ code, severity, place, line, column, message }: Diagnostic): object {
  return { code, severity, place, at: `${line}:${column}`, message };
}

/** Lists by name or path instead of by generated id. */
function view(api: ImportedApi): object {
  const validators = new Map(api.requestValidators.map(({ id, name }) => [id, name]));
  const authorizers = new Map(api.authorizers.map(({ id, name }) => [id, name]));
  const methodView = (method: Method, resourceId: string): object => ({
    ...method,
    requestValidatorId: validators.get(method.requestValidatorId ?? ''),
    authorizerId: authorizers.get(method.authorizerId ?? ''),
    integration: method.integration && {
      ...method.integration,
      cacheNamespace: method.integration.cacheNamespace === resourceId ? undefined : method.integration.cacheNamespace,
    },
  });
  return {
    ...api,
    resources: Object.fromEntries(
      api.resources.map(({ id, path, methods }) => [
        path,
        Object.fromEntries(methods.map((method) => [method.httpMethod, methodView(method, id)])),
      ]),
    ),
    models: Object.fromEntries(api.models.map((model) => [model.name, { ...model, schema: JSON.parse(model.schema) }])),
    requestValidators: Object.fromEntries(api.requestValidators.map((validator) => [validator.name, validator])),
    authorizers: Object.fromEntries(api.authorizers.map((authorizer) => [authorizer.name, authorizer])),
    gatewayResponses: Object.fromEntries(api.gatewayResponses.map((response) => [response.responseType, response])),
  };
}

/** Maps that are compared whole; of other objects only the members that are expected. */
const WHOLE = /\.(?:resources(?:\.[^.]*)?|\w*Parameters|\w*Templates|\w*Models|models|requestValidators|tags)$/;

function mismatches(expected: unknown, actual: unknown, path: string): string[] {
  if (expected === null) return actual === undefined || actual === null ? [] : [`${path}: unexpected ${show(actual)}`];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [`${path}: ${show(actual)}`];
    return expected.flatMap((item, index) => mismatches(item, actual[index], `${path}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== undefined) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: ${show(actual)}`];
    const members = new Map(Object.entries(actual));
    const extra = WHOLE.test(path)
      ? [...members.keys()]
          .filter((key) => !Object.hasOwn(expected as object, key))
          .map((key) => `${path}: extra ${key}`)
      : [];
    return [
      ...extra,
      ...Object.entries(expected as object).flatMap(([key, value]) =>
        mismatches(value, members.get(key), `${path}.${key}`),
      ),
    ];
  }
  return expected === actual ? [] : [`${path}: ${show(actual)} instead of ${show(expected)}`];
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
