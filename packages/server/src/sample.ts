import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RestApi } from '@portico/api-model';
import type { ObjectWriter } from '@portico/control-plane';
import type { Scope, Store } from '@portico/store';
import { deployApi } from './deploy-document.ts';
import type { Deployments } from './deployments.ts';
import { SAMPLE_ENDPOINT, storeSampleEndpoint } from './sample-endpoint.ts';

/** `http://127.0.0.1:4566/restapis/ratings/test/_user_request_/...` */
export const SAMPLE_API_ID = 'ratings';
export const SAMPLE_STAGE = 'test';

/**
 * What `ratings.openapi.yaml` is imported as, in us-east-1: reading YAML took half of the first start. A test keeps both in step.
 */
const IMPORTED = fileURLToPath(new URL('../sample/ratings.rest-api.json', import.meta.url));

export function sampleApi(region: string): Omit<RestApi, 'createdDate'> {
  return JSON.parse(readFileSync(IMPORTED, 'utf8').replaceAll('us-east-1', region));
}

/** Remembers that the sample was deployed: what the user changes or deletes afterwards stays so. */
const DEPLOYED = 'sample-deployed';

/** Endpoint `movie-ratings` and API `ratings`, at the first start of a data directory only. */
export async function deploySampleOnce(
  store: Store,
  deployments: Deployments,
  objects: ObjectWriter,
  scope: Scope,
): Promise<void> {
  if (store.settings.get(DEPLOYED) !== undefined) return;
  if (store.endpoints.get(scope, SAMPLE_ENDPOINT) === undefined) await storeSampleEndpoint(store, objects, scope);
  if (store.apis.get(SAMPLE_API_ID) === undefined) {
    const result = deployApi(store, deployments, scope, {
      api: sampleApi(scope.region),
      diagnostics: [],
      stageName: SAMPLE_STAGE,
      strict: true,
    });
    if (!result.deployed) throw new Error(`the sample does not deploy: ${JSON.stringify(result.diagnostics)}`);
  }
  store.settings.set(DEPLOYED, new Date().toISOString());
}
