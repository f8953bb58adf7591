import { readFileSync } from 'node:fs';
import type { EndpointLife, EndpointSummary } from '@portico/control-plane';
import { createEndpointLife } from '@portico/control-plane';
import type { Container } from '@portico/inference';
import { EndpointArtifactError, httpContainer, loadEndpointArtifact, object2vecContainer } from '@portico/inference';
import type { Scope, Store } from '@portico/store';
import type { ServerConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { describeFailure } from './describe-failure.ts';
import type { ServedEndpoints } from './front.ts';
import type { ModelSources } from './load-container.ts';
import { loadContainer } from './load-container.ts';
import { SAMPLE_ENDPOINT } from './sample-endpoint.ts';

/** Keeps the endpoints in service in step with the store. */
export function endpointLife(
  store: Store,
  registry: ServedEndpoints,
  sources: ModelSources,
  log: (line: string) => void,
): EndpointLife {
  return createEndpointLife<Container>({
    store,
    now: Date.now,
    load: (owner, endpointName, variant) =>
      loadContainer(sources, owner, endpointName, variant, (container, origin) => registry.made?.(container, origin)),
    serve: ({ accountId, region }, name, variants) => registry.put({ accountId, region, name, variants }),
    withdraw: ({ accountId, region }, name) => void registry.delete(accountId, region, name),
    reportFailure: (failure, { accountId, region }, name) =>
      log(`SageMaker endpoint ${name} (account ${accountId}, ${region}): ${describeFailure(failure)}`),
  });
}

/** An endpoint that lives as long as this process, from `model.tar.gz` or the directory it is in. */
export function serveFromDirectory(registry: ServedEndpoints, scope: Scope, name: string, modelDir: string): void {
  const { file, container } = loadArtifact(modelDir);
  registry.made?.(container, { artifact: readFileSync(file) });
  put(registry, scope, name, container);
}

/** An endpoint of this process whose container is behind HTTP. */
export function serveFromUrl(registry: ServedEndpoints, scope: Scope, name: string, url: URL): void {
  const container = httpContainer({ url });
  registry.made?.(container, { url });
  put(registry, scope, name, container);
}

/** What `portico status` shows of the endpoints that live as long as this process. */
export function processEndpoints(config: ServerConfig, scope: Scope, owner: Scope): readonly EndpointSummary[] {
  if (owner.accountId !== scope.accountId || owner.region !== scope.region) return [];
  const summary = (name: string, source: string): EndpointSummary => ({
    name,
    status: 'InService',
    variants: [{ variantName: VARIANT, weight: 1 }],
    source,
  });
  return [
    ...(config.modelDir === undefined || config.endpoints.has(SAMPLE_ENDPOINT)
      ? []
      : [summary(SAMPLE_ENDPOINT, `--model ${config.modelDir}`)]),
    ...[...config.endpoints].map(([name, url]) => summary(name, `--endpoint ${name}=${url.href}`)),
  ];
}

const VARIANT = 'AllTraffic';

function put(registry: ServedEndpoints, scope: Scope, name: string, container: Container): void {
  const { accountId, region } = scope;
  registry.put({ accountId, region, name, variants: [{ variantName: VARIANT, weight: 1, container }] });
}

function loadArtifact(path: string): { readonly file: string; readonly container: Container } {
  try {
    const { file, model } = loadEndpointArtifact(path);
    return { file, container: object2vecContainer(model) };
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
