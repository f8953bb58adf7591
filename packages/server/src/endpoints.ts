import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Container, EndpointRegistry } from '@portico/inference';
import { EndpointArtifactError, httpContainer, loadEndpointArtifact, object2vecContainer } from '@portico/inference';
import type { EndpointDocument, Scope, Store } from '@portico/store';
import { ConfigError } from './config-error.ts';

/** The sample's endpoint. */
export const SAMPLE_ENDPOINT = 'movie-ratings';

const VARIANT = 'AllTraffic';

/** Brings every endpoint of the store that is InService into service. A model that cannot be loaded is an error at start, not later. */
export function loadEndpoints(store: Store, dataDir: string, registry: EndpointRegistry): void {
  for (const { accountId, region, document } of store.endpoints.listAll()) {
    if (document.EndpointStatus !== 'InService') continue;
    const scope = { accountId, region };
    const config = store.endpointConfigs.get(scope, document.EndpointConfigName);
    if (config === undefined) throw new Error(`endpoint ${document.EndpointName} has no endpoint config`);
    registry.put({
      ...scope,
      name: document.EndpointName,
      variants: config.ProductionVariants.map((variant) => ({
        variantName: variant.VariantName,
        weight: weightOf(document, variant.VariantName) ?? variant.InitialVariantWeight,
        container: containerOf(store, dataDir, scope, variant.ModelName),
      })),
    });
  }
}

/** An endpoint that lives as long as this process, from `model.tar.gz` or the directory it is in. */
export function serveFromDirectory(registry: EndpointRegistry, scope: Scope, name: string, modelDir: string): void {
  put(registry, scope, name, loadArtifact(modelDir));
}

/** An endpoint of this process whose container is behind HTTP. */
export function serveFromUrl(registry: EndpointRegistry, scope: Scope, name: string, url: URL): void {
  put(registry, scope, name, httpContainer({ url }));
}

/** Stores the sample's model, endpoint config and endpoint; the artifact is copied into the data directory. */
export function storeSampleEndpoint(store: Store, dataDir: string, scope: Scope, artifactFile: string): void {
  const relative = `artifacts/${SAMPLE_ENDPOINT}/model.tar.gz`;
  mkdirSync(join(dataDir, 'artifacts', SAMPLE_ENDPOINT), { recursive: true });
  copyFileSync(artifactFile, join(dataDir, relative));
  const now = Date.now() / 1000;
  store.sagemakerModels.put(scope, SAMPLE_ENDPOINT, {
    ModelName: SAMPLE_ENDPOINT,
    PrimaryContainer: { ModelDataUrl: `${DATA_DIR_SCHEME}${relative}` },
    CreationTime: now,
  });
  store.endpointConfigs.put(scope, SAMPLE_ENDPOINT, {
    EndpointConfigName: SAMPLE_ENDPOINT,
    ProductionVariants: [{ VariantName: VARIANT, ModelName: SAMPLE_ENDPOINT, InitialVariantWeight: 1 }],
    CreationTime: now,
  });
  store.endpoints.put(scope, SAMPLE_ENDPOINT, {
    EndpointName: SAMPLE_ENDPOINT,
    EndpointConfigName: SAMPLE_ENDPOINT,
    EndpointStatus: 'InService',
    DesiredWeights: {},
    CreationTime: now,
    LastModifiedTime: now,
  });
}

/** Artifacts that the server keeps itself, by their path in the data directory. */
const DATA_DIR_SCHEME = 'data-dir:';

function put(registry: EndpointRegistry, scope: Scope, name: string, container: Container): void {
  const { accountId, region } = scope;
  registry.put({ accountId, region, name, variants: [{ variantName: VARIANT, weight: 1, container }] });
}

function containerOf(store: Store, dataDir: string, scope: Scope, modelName: string): Container {
  const url = store.sagemakerModels.get(scope, modelName)?.PrimaryContainer.ModelDataUrl;
  if (url === undefined || !url.startsWith(DATA_DIR_SCHEME))
    throw new Error(`model ${modelName} has no artifact in the data directory`);
  return loadArtifact(join(dataDir, url.slice(DATA_DIR_SCHEME.length)));
}

function loadArtifact(file: string): Container {
  try {
    return object2vecContainer(loadEndpointArtifact(file).model);
  } catch (cause) {
    if (!(cause instanceof EndpointArtifactError)) throw cause;
    throw new ConfigError({
      path: 'model',
      expected: 'a model.tar.gz with a model that Portico can serve',
      received: cause.message,
      remedy: 'Train one with: portico train --ratings FILE --out DIR',
      cause,
    });
  }
}

function weightOf(document: EndpointDocument, variantName: string): number | undefined {
  return Object.hasOwn(document.DesiredWeights, variantName) ? document.DesiredWeights[variantName] : undefined;
}
