import { expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectWriter } from '@portico/control-plane';
import type { EndpointDocument } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import { adoptFormerSampleEndpoint } from './sample-endpoint.ts';

const OWNER = { accountId: '000000000000', region: 'eu-west-1' };

test('the sample of a former data directory moves to S3, and is an ordinary model there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-former-'));
  const file = join(dataDir, 'artifacts', 'movie-ratings', 'model.tar.gz');
  mkdirSync(join(dataDir, 'artifacts', 'movie-ratings'), { recursive: true });
  writeFileSync(file, 'x');
  const store = createMemoryStore();
  store.sagemakerModels.put(OWNER, 'movie-ratings', {
    ModelName: 'movie-ratings',
    PrimaryContainer: { ModelDataUrl: 'data-dir:artifacts/movie-ratings/model.tar.gz' },
    CreationTime: 1,
  });
  // As it was written then: without variants.
  store.endpoints.put(OWNER, 'movie-ratings', {
    EndpointName: 'movie-ratings',
    EndpointConfigName: 'movie-ratings',
    EndpointStatus: 'InService',
    DesiredWeights: {},
    CreationTime: 1,
    LastModifiedTime: 1,
  } as unknown as EndpointDocument);
  const put: unknown[] = [];
  const objects: ObjectWriter = {
    putObject: async (scope, bucket, key, bytes) => void put.push([scope, bucket, key, bytes.length > 1000]),
  };
  await adoptFormerSampleEndpoint(store, objects, dataDir);
  expect(put).toEqual([[OWNER, 'sagemaker-eu-west-1-000000000000', 'movie-ratings/model.tar.gz', true]]);
  const url = 's3://sagemaker-eu-west-1-000000000000/movie-ratings/model.tar.gz';
  expect(store.sagemakerModels.get(OWNER, 'movie-ratings')?.PrimaryContainer.ModelDataUrl).toBe(url);
  expect(store.endpoints.get(OWNER, 'movie-ratings')?.Variants[0]?.Model.PrimaryContainer.ModelDataUrl).toBe(url);
  expect(store.endpointConfigs.get(OWNER, 'movie-ratings')?.ProductionVariants[0]?.ModelName).toBe('movie-ratings');
  expect(existsSync(join(dataDir, 'artifacts'))).toBe(false);

  await adoptFormerSampleEndpoint(store, objects, dataDir);
  expect(put).toHaveLength(1);
  rmSync(dataDir, { recursive: true });
});
