import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  CreateDocumentationPartCommand,
  GetDocumentationPartsCommand,
  ImportDocumentationPartsCommand,
  type PutMode,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { bytes, output, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
let restApiId: string;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.reset();
  restApiId = await local.imported();
  for (const [path, description] of [
    ['/kept', 'old'],
    ['/pets', 'old'],
  ] as const) {
    const location = { type: 'RESOURCE', path } as const;
    const properties = JSON.stringify({ description });
    await local.client.send(new CreateDocumentationPartCommand({ restApiId, location, properties }));
  }
});

const part = (path: string) => ({ location: { type: 'RESOURCE', path }, properties: { description: 'new' } });
const document = (...documentationParts: unknown[]) => ({
  openapi: '3.0.1',
  info: { title: 't', version: '1' },
  'x-amazon-apigateway-documentation': { version: '1', documentationParts },
});
const load = (body: unknown, over: object = {}) =>
  local.client.send(new ImportDocumentationPartsCommand({ restApiId, body: bytes(body), ...over }));
const parts = async () =>
  (await local.client.send(new GetDocumentationPartsCommand({ restApiId }))).items?.map(({ location, properties }) => [
    location?.path,
    JSON.parse(properties ?? '').description,
  ]);

test.each<[PutMode, unknown]>([
  [
    'merge',
    [
      ['/kept', 'old'],
      ['/pets', 'new'],
      ['/cats', 'new'],
    ],
  ],
  [
    'overwrite',
    [
      ['/pets', 'new'],
      ['/cats', 'new'],
    ],
  ],
])('%s', async (mode, expected) => {
  const { items: before = [] } = await local.client.send(new GetDocumentationPartsCommand({ restApiId }));
  const answer = output(await load(document(part('/pets'), part('/cats')), { mode }));
  expect(answer.ids?.[0]).toBe(before[1]?.id);
  expect([answer.ids?.length, answer.warnings]).toEqual([2, []]);
  expect(await parts()).toEqual(expected as unknown[][]);
});

test('YAML, and a document without documentation', async () => {
  expect(output(await load('swagger: "2.0"\ninfo: {title: t, version: "1"}\n'))).toEqual({ ids: [], warnings: [] });
});

test('a part that is none is a warning, and an error when asked for', async () => {
  const wrong = document(part('/pets'), { location: { type: 'THING' }, properties: {} });
  const warning =
    "Documentation part 2 was left out: 1 validation error detected: Value 'THING' at 'documentationPart.location.type'";
  expect((await refused(load(wrong, { failOnWarnings: true })))[2]).toStartWith(
    `Warnings found during import:\n${warning}`,
  );
  expect(await parts()).toEqual([
    ['/kept', 'old'],
    ['/pets', 'old'],
  ]);
  const answer = await load(wrong);
  expect([answer.ids?.length, answer.warnings?.[0]?.startsWith(warning)]).toEqual([1, true]);
});

test('no document at all', async () => {
  expect((await refused(load('{')))[2]).toBe('Invalid OpenAPI input.');
});
