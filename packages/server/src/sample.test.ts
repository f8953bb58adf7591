import { expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importOpenApi } from '@portico/api-model';
import { ACCOUNT_ID } from './config.ts';
import { SAMPLE_API_ID, sampleApi } from './sample.ts';

const file = (name: string): string => fileURLToPath(new URL(`../sample/${name}`, import.meta.url));

function imported(region: string): object {
  let ids = 0;
  const { api, diagnostics } = importOpenApi(readFileSync(file('ratings.openapi.yaml'), 'utf8'), {
    apiId: SAMPLE_API_ID,
    ids: (length = 10) => `s${String(ids++).padStart(length - 1, '0')}`,
    aws: { accountId: ACCOUNT_ID, region, partition: 'aws' },
  });
  expect(diagnostics).toEqual([]);
  if (api === undefined) throw new Error('the sample is not imported');
  return api;
}

test('the sample that ships is what its document is imported as; PORTICO_UPDATE=1 writes it', () => {
  if (process.env['PORTICO_UPDATE'] === '1') {
    writeFileSync(file('ratings.rest-api.json'), `${JSON.stringify(imported('us-east-1'), null, 2)}\n`);
  }
  for (const region of ['us-east-1', 'eu-west-1']) expect<object>(sampleApi(region)).toEqual(imported(region));
});
