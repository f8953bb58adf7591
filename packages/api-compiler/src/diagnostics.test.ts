import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileApi } from './compile-api.ts';
import { COMPILE_DIAGNOSTICS } from './diagnostics.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CODES = Object.entries(COMPILE_DIAGNOSTICS);
/** Explained where importing is, as they mean the same there. */
const SHARED = new Set([
  'invalid-mapping-expression',
  'invalid-model-schema',
  'template-too-large',
  'unknown-model',
  'unknown-request-validator',
]);

test('docs/errors.md explains every finding of a deployment, with its severity, and no other', () => {
  const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith('Deploying')) ?? '';
  const documented = [...section.matchAll(/^\| `([a-z0-9-]+)` \| (error|warning) \| .+ \| .+ \|$/gm)];
  expect(documented.map(([, code, severity]) => `${code} ${severity}`).sort()).toEqual(
    CODES.filter(([code]) => !SHARED.has(code))
      .map(([code, severity]) => `${code} ${severity}`)
      .sort(),
  );
  for (const code of SHARED) expect(section).toContain(`\`${code}\``);
});

test('every finding has a case', () => {
  const folder = join(ROOT, 'conformance/invoke');
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  // 300 KB: the test below has it.
  const missing = CODES.filter(([code]) => code !== 'template-too-large' && !cases.includes(`"${code}"`));
  expect(missing).toEqual([]);
});

test('findings name their place, and a template finding its line', () => {
  const { diagnostics } = compileApi({
    id: 'dep1',
    createdDate: 0,
    api: {
      id: 'api1',
      name: 'api1',
      createdDate: 0,
      apiKeySource: 'HEADER',
      binaryMediaTypes: [],
      disableExecuteApiEndpoint: false,
      endpointTypes: ['REGIONAL'],
      tags: {},
      models: [],
      requestValidators: [],
      authorizers: [],
      gatewayResponses: [],
      resources: [
        {
          id: 'r',
          path: '/pets',
          methods: [
            {
              httpMethod: 'GET',
              authorizationType: 'NONE',
              authorizationScopes: [],
              apiKeyRequired: true,
              requestParameters: {},
              requestModels: {},
              methodResponses: [{ statusCode: '200', responseParameters: {}, responseModels: {} }],
              integration: {
                type: 'MOCK',
                passthroughBehavior: 'NEVER',
                timeoutInMillis: 29_000,
                cacheKeyParameters: [],
                requestParameters: {},
                requestTemplates: {
                  'application/json': 'x\n#set($a = ',
                  'text/plain': 'y'.repeat(300 * 1024 + 1),
                  'text/csv': 'z'.repeat(300 * 1024),
                },
                integrationResponses: [{ statusCode: '200', responseParameters: {}, responseTemplates: {} }],
              },
            },
          ],
        },
      ],
    },
  });
  expect(diagnostics).toMatchObject([
    { severity: 'error', code: 'not-served', place: 'GET /pets' },
    { severity: 'warning', place: 'GET /pets requestTemplates[application/json]', line: 2 },
    { severity: 'error', code: 'template-too-large', place: 'GET /pets requestTemplates[text/plain]' },
  ]);
});
