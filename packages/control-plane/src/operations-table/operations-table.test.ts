import { expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_GATEWAY_OPERATIONS } from '../apigateway/operations.ts';
import { apiGatewayOperationNames } from './api-gateway-model.ts';
import { operationsTable } from './operations-table.ts';

const names = apiGatewayOperationNames();

test('docs/operations.md is current; PORTICO_UPDATE=1 writes it', () => {
  const page = join(import.meta.dirname, '../../../../docs/operations.md');
  if (process.env['PORTICO_UPDATE'] === '1') writeFileSync(page, operationsTable(names));
  expect(readFileSync(page, 'utf8')).toBe(operationsTable(names));
});

test("every operation that is served is one of the service's, once", () => {
  const served = API_GATEWAY_OPERATIONS.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(120);
  expect(served.filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(served).size).toBe(served.length);
});
