import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  CreateUsagePlanCommand,
  GetApiKeysCommand,
  GetUsagePlanKeysCommand,
  ImportApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { bytes, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const imported = (csv: string, failOnWarnings = false) =>
  local.client.send(new ImportApiKeysCommand({ body: bytes(csv), format: 'csv', failOnWarnings }));

test('keys with their plans', async () => {
  const { id: planId } = await local.client.send(new CreateUsagePlanCommand({ name: 'gold' }));
  const csv = `name,key,description,Enabled,usageplanIds\r\nalice,${'a'.repeat(20)},"a ""good"", one",TRUE,${planId}\nbob,${'b'.repeat(20)},,,\n`;
  const { ids = [], warnings } = await imported(csv);
  expect([ids.length, warnings]).toEqual([2, []]);
  const { items = [] } = await local.client.send(new GetApiKeysCommand({ includeValues: true }));
  expect(items.map(({ name, value, description, enabled }) => [name, value, description, enabled])).toEqual([
    ['bob', 'b'.repeat(20), undefined, false],
    ['alice', 'a'.repeat(20), 'a "good", one', true],
  ]);
  const { items: members = [] } = await local.client.send(new GetUsagePlanKeysCommand({ usagePlanId: planId }));
  expect(members.map(({ name }) => name)).toEqual(['alice']);
});

test('a line that is refused is a warning, or refuses all of them', async () => {
  const csv = `Name,Key\ngood,${'a'.repeat(20)}\nbad,short\n`;
  expect(await refused(imported(csv, true))).toEqual([
    'BadRequestException',
    400,
    'API Key value should be at least 20 characters',
  ]);
  expect((await local.client.send(new GetApiKeysCommand({}))).items).toEqual([]);
  const { ids = [], warnings } = await imported(csv);
  expect(ids.length).toBe(1);
  expect(warnings).toEqual(['Line 3: API Key value should be at least 20 characters']);
});

test('a file without the columns', async () => {
  expect(await refused(imported('a,b\n1,2\n'))).toEqual([
    'BadRequestException',
    400,
    'The CSV file needs the columns Name and key',
  ]);
});
