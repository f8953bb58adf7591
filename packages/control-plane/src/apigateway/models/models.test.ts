import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  CreateModelCommand,
  CreateRestApiCommand,
  GetModelCommand,
  GetModelTemplateCommand,
  UpdateModelCommand,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { startLocalApiGateway } from '../../testing/local-api-gateway.ts';

let local: LocalApiGateway;
let restApiId: string;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.reset();
  const { id = '' } = await local.client.send(new CreateRestApiCommand({ name: 'pets' }));
  restApiId = id;
  await create('Kind', { type: 'string' });
  await create('Pet', { type: 'object', properties: { kind: reference('Kind'), age: { type: 'integer' } } });
  await create('Pets', { type: 'array', items: reference('Pet') });
});

const reference = (name: string): object => ({
  $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`,
});

const create = (name: string, schema: object) =>
  local.client.send(
    new CreateModelCommand({ restApiId, name, contentType: 'application/json', schema: JSON.stringify(schema) }),
  );

test('models that refer to themselves many times end somewhere', async () => {
  await create('Tree', { type: 'object' });
  const properties = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`p${index}`, reference('Tree')]));
  const schema = JSON.stringify({ type: 'object', properties });
  const patchOperations = [{ op: 'replace' as const, path: '/schema', value: schema }];
  await local.client.send(new UpdateModelCommand({ restApiId, modelName: 'Tree', patchOperations }));
  const { value = '' } = await local.client.send(new GetModelTemplateCommand({ restApiId, modelName: 'Tree' }));
  expect(value.length).toBeWithin(10_000, 200_000);
  const flat = await local.client.send(new GetModelCommand({ restApiId, modelName: 'Tree', flatten: true }));
  expect(JSON.parse(flat.schema ?? '').properties.p0).toEqual({ $ref: '#/definitions/Tree' });
});

test('GetModel with flatten has the models that it refers to inside', async () => {
  const plain = await local.client.send(new GetModelCommand({ restApiId, modelName: 'Pets' }));
  expect(JSON.parse(plain.schema ?? '')).toEqual({ type: 'array', items: reference('Pet') });
  const flat = await local.client.send(new GetModelCommand({ restApiId, modelName: 'Pets', flatten: true }));
  expect(JSON.parse(flat.schema ?? '')).toEqual({
    type: 'array',
    items: { $ref: '#/definitions/Pet' },
    definitions: {
      Pet: { type: 'object', properties: { kind: { $ref: '#/definitions/Kind' }, age: { type: 'integer' } } },
      Kind: { type: 'string' },
    },
  });
});

test('GetModelTemplate is a mapping template of the shape of the model', async () => {
  const { value } = await local.client.send(new GetModelTemplateCommand({ restApiId, modelName: 'Pets' }));
  expect(value).toBe(
    [
      "#set($inputRoot = $input.path('$'))",
      '[',
      '##TODO: Update this foreach loop to reference array from input json',
      '#foreach($elem in $inputRoot)',
      '  {',
      '    "kind" : "foo",',
      '    "age" : 42',
      '  }#if($foreach.hasNext),#end',
      '#end',
      ']',
    ].join('\n'),
  );
});
