import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ObjectWriter } from '@portico/control-plane';
import type { Scope, Store } from '@portico/store';
import { deployDocument } from './deploy-document.ts';
import type { Deployments } from './deployments.ts';
import { SAMPLE_ENDPOINT, storeSampleEndpoint } from './sample-endpoint.ts';

/** `http://127.0.0.1:4566/restapis/ratings/test/_user_request_/...` */
export const SAMPLE_API_ID = 'ratings';
export const SAMPLE_STAGE = 'test';

const DOCUMENT = fileURLToPath(new URL('../sample/ratings.openapi.yaml', import.meta.url));

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
    const text = readFileSync(DOCUMENT, 'utf8');
    const result = deployDocument(store, deployments, scope, {
      text,
      restApiId: SAMPLE_API_ID,
      stageName: SAMPLE_STAGE,
      strict: true,
    });
    if (!result.deployed) throw new Error(`the sample does not deploy: ${JSON.stringify(result.diagnostics)}`);
  }
  store.settings.set(DEPLOYED, new Date().toISOString());
}
