import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { CreateRestApiCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { startLocalApiGateway } from '../../testing/local-api-gateway.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

test('a clone has everything of its source under ids of its own, and lives by itself', async () => {
  const source = await local.imported();
  const { id = '', name } = await local.client.send(new CreateRestApiCommand({ name: 'copy', cloneFrom: source }));
  expect(name).toBe('copy');
  const read = async (restApiId: string) =>
    (await local.client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }))).items ?? [];
  const [ours, theirs] = [await read(source), await read(id)];
  expect(theirs.map(({ path }) => path)).toEqual(ours.map(({ path }) => path));
  const ids = new Set(ours.map((resource) => resource.id));
  expect(theirs.some((resource) => ids.has(resource.id) || ids.has(resource.parentId))).toBe(false);
  const copy = local.ports.store.apis.get(id)?.api;
  const validators = copy?.requestValidators.map((validator) => validator.id);
  for (const { id, resourceMethods = {} } of theirs) {
    for (const { requestValidatorId, methodIntegration } of Object.values(resourceMethods)) {
      if (requestValidatorId !== undefined) expect(validators).toContain(requestValidatorId);
      expect(methodIntegration?.cacheNamespace).toBe(id);
    }
  }
});
