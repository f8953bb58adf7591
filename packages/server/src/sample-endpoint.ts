import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ObjectWriter } from '@portico/control-plane';
import type { SageMakerModel, Scope, Store } from '@portico/store';

/** The sample's endpoint, endpoint config and model. */
export const SAMPLE_ENDPOINT = 'movie-ratings';

const ARTIFACT = fileURLToPath(new URL('../sample/movie-ratings/model.tar.gz', import.meta.url));

/** Puts the sample's model into S3, and stores model, endpoint config and endpoint as CreateModel and its like would. */
export async function storeSampleEndpoint(store: Store, objects: ObjectWriter, scope: Scope): Promise<void> {
  const { accountId, region } = scope;
  const bucket = `sagemaker-${region}-${accountId}`;
  const key = `${SAMPLE_ENDPOINT}/model.tar.gz`;
  await objects.putObject(scope, bucket, key, readFileSync(ARTIFACT), 'application/gzip');
  const now = Date.now() / 1000;
  const model: SageMakerModel = {
    ModelName: SAMPLE_ENDPOINT,
    PrimaryContainer: {
      Image: `382416733822.dkr.ecr.${region}.amazonaws.com/object2vec:1`,
      Mode: 'SingleModel',
      ModelDataUrl: `s3://${bucket}/${key}`,
    },
    CreationTime: now,
  };
  const variant = { VariantName: 'AllTraffic', InitialVariantWeight: 1, InitialInstanceCount: 1 };
  store.transaction(() => {
    store.sagemakerModels.put(scope, SAMPLE_ENDPOINT, model);
    store.endpointConfigs.put(scope, SAMPLE_ENDPOINT, {
      EndpointConfigName: SAMPLE_ENDPOINT,
      ProductionVariants: [{ ...variant, ModelName: SAMPLE_ENDPOINT, InstanceType: 'ml.m4.xlarge' }],
      CreationTime: now,
    });
    store.endpoints.put(scope, SAMPLE_ENDPOINT, {
      EndpointName: SAMPLE_ENDPOINT,
      EndpointConfigName: SAMPLE_ENDPOINT,
      EndpointStatus: 'InService',
      Variants: [{ VariantName: variant.VariantName, Model: model, Weight: 1, InstanceCount: 1 }],
      CreationTime: now,
      LastModifiedTime: now,
    });
  });
}

/**
 * Data directories of before kept the sample's artifact beside S3 (`data-dir:`), and nothing else could be made then: its
 * model, config and endpoint are stored anew, under the account and region that they had.
 */
export async function adoptFormerSampleEndpoint(store: Store, objects: ObjectWriter, dataDir: string): Promise<void> {
  for (const { accountId, region, document } of store.sagemakerModels.listAll()) {
    if (document.PrimaryContainer.ModelDataUrl?.startsWith('data-dir:') !== true) continue;
    await storeSampleEndpoint(store, objects, { accountId, region });
    rmSync(join(dataDir, 'artifacts'), { recursive: true, force: true });
  }
}
