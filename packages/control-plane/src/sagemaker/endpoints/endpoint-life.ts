import type { EndpointDocument, EndpointVariant, Scope, Store } from '@portico/store';

/** A model that cannot be served; the message is the endpoint's FailureReason. */
export class ModelLoadError extends Error {
  override readonly name = 'ModelLoadError';
}

/** What bringing endpoints into service needs. `Container` is what a loaded model is to the server. */
export interface EndpointLifePorts<Container> {
  readonly store: Store;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Makes the model of a variant ready. Rejects with {@link ModelLoadError}. */
  readonly load: (owner: Scope, endpointName: string, variant: EndpointVariant) => Promise<Container>;
  /** Requests go to these variants from now on. */
  readonly serve: (owner: Scope, endpointName: string, variants: readonly LoadedVariant<Container>[]) => void;
  /** Requests find no endpoint of this name any more. */
  readonly withdraw: (owner: Scope, endpointName: string) => void;
  /** Why a change was not made although nothing is wrong with the model. */
  readonly reportFailure: (failure: unknown, owner: Scope, endpointName: string) => void;
}

export interface LoadedVariant<Container> {
  readonly variantName: string;
  readonly weight: number;
  readonly container: Container;
}

export interface EndpointLife {
  /** Does what the stored status asks for (Creating, Updating, Deleting), after the caller has been answered. */
  advance(owner: Scope, endpointName: string): void;
  /** At start: brings into service what was there, then goes on with what was under way. Resolves after the first half. */
  resume(): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/**
 * The life of endpoints: Creating -> InService or Failed; Updating serves the old variants until the new ones are loaded, and goes
 * back to them (RollingBack -> InService) when they cannot be; Deleting -> gone. Every step is stored before it shows, so that a
 * process that ends anywhere goes on from there.
 */
export function createEndpointLife<Container>(ports: EndpointLifePorts<Container>): EndpointLife {
  const { store } = ports;
  const inService = new Map<string, readonly LoadedVariant<Container>[]>();
  const underWay = new Map<string, Promise<void>>();

  function advance(owner: Scope, endpointName: string): void {
    const { accountId, region } = owner;
    const key = keyOf(owner, endpointName);
    const before = underWay.get(key) ?? Promise.resolve();
    const work = before
      .then(() => nextTurn())
      .then(() => step({ accountId, region }, endpointName))
      .catch((failure: unknown) => ports.reportFailure(failure, owner, endpointName))
      .finally(() => {
        if (underWay.get(key) === work) underWay.delete(key);
      });
    underWay.set(key, work);
  }

  async function step(owner: Scope, endpointName: string): Promise<void> {
    const endpoint = store.endpoints.get(owner, endpointName);
    switch (endpoint?.EndpointStatus) {
      case 'Creating':
        return create(owner, endpoint);
      case 'Updating':
        return update(owner, endpoint);
      case 'RollingBack':
        return save(owner, endpoint, { EndpointStatus: 'InService' });
      case 'Deleting':
        return remove(owner, endpoint);
      default:
        return;
    }
  }

  async function create(owner: Scope, endpoint: EndpointDocument): Promise<void> {
    try {
      put(owner, endpoint, await loadAll(owner, endpoint.EndpointName, endpoint.Variants));
      save(owner, endpoint, { EndpointStatus: 'InService' });
    } catch (failure) {
      save(owner, endpoint, { EndpointStatus: 'Failed', FailureReason: reasonOf(failure, owner, endpoint) });
    }
  }

  async function update(owner: Scope, endpoint: EndpointDocument): Promise<void> {
    const { Pending, ...rest } = endpoint;
    if (Pending === undefined) return save(owner, rest, { EndpointStatus: 'InService' });
    const { EndpointConfigName, Variants } = Pending;
    try {
      const loaded = Pending.KeepsModels
        ? reweighted(inService.get(keyOf(owner, endpoint.EndpointName)) ?? [], Variants)
        : await loadAll(owner, endpoint.EndpointName, Variants);
      put(owner, endpoint, loaded);
      save(owner, rest, { EndpointStatus: 'InService', EndpointConfigName, Variants });
    } catch (failure) {
      const rolledBack = { FailureReason: reasonOf(failure, owner, endpoint) };
      save(owner, rest, { EndpointStatus: 'RollingBack', ...rolledBack });
      await nextTurn();
      save(owner, rest, { EndpointStatus: 'InService', ...rolledBack });
    }
  }

  function remove(owner: Scope, { EndpointName }: EndpointDocument): void {
    ports.withdraw(owner, EndpointName);
    inService.delete(keyOf(owner, EndpointName));
    store.endpoints.delete(owner, EndpointName);
  }

  /** A process that ended left these in service. */
  async function restore(owner: Scope, endpoint: EndpointDocument): Promise<void> {
    try {
      put(owner, endpoint, await loadAll(owner, endpoint.EndpointName, endpoint.Variants));
      const { FailureReason: _, ...rest } = endpoint;
      if (endpoint.EndpointStatus === 'OutOfService') save(owner, rest, { EndpointStatus: 'InService' });
    } catch (failure) {
      // OutOfService, not Failed: what is missing may be there at the next start.
      const reason = reasonOf(failure, owner, endpoint);
      ports.reportFailure(new Error(`is out of service: ${reason}`, { cause: failure }), owner, endpoint.EndpointName);
      save(owner, endpoint, { EndpointStatus: 'OutOfService', FailureReason: reason });
    }
  }

  async function loadAll(
    owner: Scope,
    endpointName: string,
    variants: readonly EndpointVariant[],
  ): Promise<readonly LoadedVariant<Container>[]> {
    const loaded: LoadedVariant<Container>[] = [];
    // One after the other: each may be large.
    for (const variant of variants) {
      const container = await ports.load(owner, endpointName, variant);
      loaded.push({ variantName: variant.VariantName, weight: variant.Weight, container });
    }
    return loaded;
  }

  function put(owner: Scope, { EndpointName }: EndpointDocument, variants: readonly LoadedVariant<Container>[]): void {
    ports.serve(owner, EndpointName, variants);
    inService.set(keyOf(owner, EndpointName), variants);
  }

  /** Tags may have been changed while models were loaded. */
  function save(owner: Scope, endpoint: EndpointDocument, change: Partial<EndpointDocument>): void {
    store.transaction(() => {
      const Tags = store.endpoints.get(owner, endpoint.EndpointName)?.Tags;
      store.endpoints.put(owner, endpoint.EndpointName, {
        ...endpoint,
        ...(Tags !== undefined && { Tags }),
        ...change,
        LastModifiedTime: ports.now() / 1000,
      });
    });
  }

  function reasonOf(failure: unknown, owner: Scope, { EndpointName }: EndpointDocument): string {
    if (failure instanceof ModelLoadError) return failure.message;
    ports.reportFailure(failure, owner, EndpointName);
    return 'Request to service failed. If failure persists after retry, contact customer support.';
  }

  return {
    advance,
    async resume() {
      const all = store.endpoints.listAll();
      for (const { accountId, region, document } of all) {
        if (SERVING.has(document.EndpointStatus)) await restore({ accountId, region }, document);
      }
      for (const owned of all) advance(owned, owned.name);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

const SERVING: ReadonlySet<string> = new Set(['InService', 'OutOfService', 'Updating', 'RollingBack']);

function reweighted<Container>(
  loaded: readonly LoadedVariant<Container>[],
  variants: readonly EndpointVariant[],
): readonly LoadedVariant<Container>[] {
  return loaded.map((one) => {
    const weight = variants.find(({ VariantName }) => VariantName === one.variantName)?.Weight ?? one.weight;
    return { ...one, weight };
  });
}

function keyOf({ accountId, region }: Scope, endpointName: string): string {
  return `${accountId}/${region}/${endpointName}`;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
