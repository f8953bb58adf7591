import { readFileSync } from 'node:fs';
import type { Identity } from '@portico/control-plane';
import type { Container, EndpointRegistry } from '@portico/inference';
import { httpContainer, object2vecFromArtifact } from '@portico/inference';
import type { Store } from '@portico/store';
import type { Deployments } from '../deployments.ts';
import { applyIam } from './iam-change.ts';
import type { ApiChange, Change, ContainerSource, EndpointChange } from './messages.ts';

export interface Replica {
  /** Holds the stages in service, and their deployments. */
  readonly store: Store;
  readonly deployments: Deployments;
  readonly endpoints: EndpointRegistry;
  /** What is known of IAM, read from the store. */
  readonly identity: Pick<Identity, 'forget'>;
}

/** Brings into service what the main process says is in service. When this returns, it is. */
export function applyChange(replica: Replica, change: Change): void {
  switch (change.kind) {
    case 'api':
      applyApi(replica, change);
      break;
    case 'endpoint':
      applyEndpoint(replica.endpoints, change);
      break;
    case 'iam':
      applyIam(replica.store, change);
      replica.identity.forget();
      break;
    default:
      change satisfies never;
  }
}

function applyApi({ store, deployments }: Replica, { restApiId, owner, stages, deployments: frozen }: ApiChange): void {
  store.transaction(() => {
    store.apis.delete(restApiId);
    for (const deployment of frozen) {
      store.apis.put(owner, deployment.api);
      store.deployments.create(restApiId, deployment);
    }
    for (const stage of stages) store.stages.put(stage);
  });
  deployments.refresh(restApiId);
}

const madeOf = new WeakMap<Container, string>();

function applyEndpoint(endpoints: EndpointRegistry, change: EndpointChange): void {
  const { accountId, region, name, variants } = change;
  if (variants.length === 0) {
    endpoints.delete(accountId, region, name);
    return;
  }
  // A model that stays is not loaded again: perhaps only weights have changed.
  const loaded = new Map<string | undefined, Container>(
    endpoints.get(accountId, region, name)?.variants.map(({ container }) => [madeOf.get(container), container]),
  );
  endpoints.put({
    accountId,
    region,
    name,
    variants: variants.map(({ variantName, weight, source }) => {
      const what = JSON.stringify(source);
      const container = loaded.get(what) ?? containerOf(source);
      madeOf.set(container, what);
      loaded.set(what, container);
      return { variantName, weight, container };
    }),
  });
}

function containerOf(source: ContainerSource): Container {
  return source.kind === 'http'
    ? httpContainer({ url: new URL(source.url) })
    : object2vecFromArtifact(readFileSync(source.file));
}
