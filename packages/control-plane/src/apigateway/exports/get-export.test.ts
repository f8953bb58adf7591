import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  CreateDeploymentCommand,
  CreateDocumentationPartCommand,
  CreateDocumentationVersionCommand,
  GetExportCommand,
  GetRestApiCommand,
  ImportRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { bytes, NOW, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { ratingsDocument } from '../../testing/ratings-api.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const everything = { parameters: { extensions: 'apigateway' } };

/** Methods by path and verb, without ids. */
function methodsOf(restApiId: string): object {
  const { resources = [] } = local.ports.store.apis.get(restApiId)?.api ?? {};
  return Object.fromEntries(
    resources.map(({ path, methods }) => [
      path,
      methods.map(({ requestValidatorId, integration, ...method }) => ({
        ...method,
        validated: requestValidatorId !== undefined,
        integration: { ...integration, cacheNamespace: undefined },
      })),
    ]),
  );
}

async function exported(restApiId: string, over: object = {}): Promise<{ text: string; type?: string; name?: string }> {
  const command = new GetExportCommand({ restApiId, stageName: 'test', exportType: 'oas30', ...over });
  const { body, contentType, contentDisposition } = await local.client.send(command);
  return { text: new TextDecoder().decode(body), type: contentType ?? '', name: contentDisposition ?? '' };
}

test.each([
  ['oas30', 'openapi', '3.0.1'],
  ['swagger', 'swagger', '2.0'],
])('%s: a file, its name with the version of the API', async (exportType, key, version) => {
  const { restApiId } = await local.deployed();
  const { text, type, name } = await exported(restApiId, { exportType, accepts: 'application/json' });
  expect([type, name]).toEqual(['application/octet-stream', `attachment; filename="${exportType}_2026-11-22.json"`]);
  const document = JSON.parse(text);
  expect(document[key]).toBe(version);
  expect(document.info.title).toBe('RatingsPredictor');
  expect(text).not.toContain('x-amazon');
});

test('YAML when it is asked for', async () => {
  const { restApiId } = await local.deployed();
  const { text, name } = await exported(restApiId, { accepts: 'application/yaml', ...everything });
  expect(name).toEndWith('.yaml"');
  expect(text).toStartWith('openapi: 3.0.1\n');
  const { id } = await local.client.send(new ImportRestApiCommand({ body: bytes(text) }));
  expect(id).toBeString();
});

test('an API without a version has the time of its creation; the address is that of the stage', async () => {
  const document = ratingsDocument({ info: { title: 'x' } });
  const restApiId = await local.imported(document);
  await local.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  const { text } = await exported(restApiId, { exportType: 'swagger' });
  const { info, host, basePath } = JSON.parse(text);
  expect(info.version).toBe(new Date(NOW).toISOString().replace('.000', ''));
  expect([host, basePath]).toEqual([`${restApiId}.execute-api.us-east-1.amazonaws.com`, '/test']);
});

test('what is exported is the deployment, not the working copy', async () => {
  const { restApiId } = await local.deployed();
  const rename = [{ op: 'replace' as const, path: '/name', value: 'Changed' }];
  await local.client.send(new UpdateRestApiCommand({ restApiId, patchOperations: rename }));
  expect(JSON.parse((await exported(restApiId)).text).info.title).toBe('RatingsPredictor');
});

test.each(['oas30', 'swagger'])('%s with all extensions imports as the same API', async (exportType) => {
  const { restApiId } = await local.deployed();
  const { text } = await exported(restApiId, { exportType, ...everything });
  const again = await local.imported(text);
  expect(methodsOf(again)).toEqual(methodsOf(restApiId));
  expect((await local.client.send(new GetRestApiCommand({ restApiId: again }))).name).toBe('RatingsPredictor');
});

test('documentation of the version that the stage names', async () => {
  const { restApiId } = await local.deployed();
  const location = { type: 'RESOURCE', path: '/movies' } as const;
  await local.client.send(
    new CreateDocumentationPartCommand({ restApiId, location, properties: '{"description":"films"}' }),
  );
  await local.client.send(
    new CreateDocumentationVersionCommand({ restApiId, documentationVersion: '7', stageName: 'test' }),
  );
  const { text } = await exported(restApiId, { parameters: { extensions: 'documentation' } });
  expect(JSON.parse(text)['x-amazon-apigateway-documentation']).toEqual({
    version: '7',
    createdDate: new Date(NOW).toISOString().replace('.000', ''),
    documentationParts: [{ location, properties: { description: 'films' } }],
  });
});

test('another type of export is refused', async () => {
  const { restApiId } = await local.deployed();
  const call = local.client.send(new GetExportCommand({ restApiId, stageName: 'test', exportType: 'raml' }));
  expect(await refused(call)).toEqual(['BadRequestException', 400, "No API exporter for type 'raml'"]);
});
