import type { Container } from './container.ts';

/** An endpoint in service. Names keep their case, which InvokeEndpoint must match. */
export interface Endpoint {
  readonly name: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** At least one; names differ. */
  readonly variants: readonly ProductionVariant[];
}

export interface ProductionVariant {
  readonly variantName: string;
  /** Finite, 0 or more: the share of the traffic is weight / sum of weights. */
  readonly weight: number;
  readonly container: Container;
}

/** The endpoints that are in service now. A change acts on the next invocation. */
export interface EndpointRegistry {
  /** Adds or replaces; throws a RangeError for an endpoint without variants, with a repeated variant name or a bad weight. */
  put(endpoint: Endpoint): void;
  /** True when it was there. */
  delete(accountId: string, region: string, name: string): boolean;
  get(accountId: string, region: string, name: string): Endpoint | undefined;
}

export function createEndpointRegistry(): EndpointRegistry {
  const accounts = new Map<string, Map<string, Map<string, Endpoint>>>();
  return {
    put(endpoint) {
      check(endpoint);
      const regions = child(accounts, endpoint.accountId);
      const endpoints = child(regions, endpoint.region);
      endpoints.set(endpoint.name, endpoint);
    },
    delete: (accountId, region, name) => accounts.get(accountId)?.get(region)?.delete(name) ?? false,
    get: (accountId, region, name) => accounts.get(accountId)?.get(region)?.get(name),
  };
}

function child<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let found = map.get(key);
  if (found === undefined) {
    found = new Map();
    map.set(key, found);
  }
  return found;
}

function check(endpoint: Endpoint): void {
  if (endpoint.variants.length === 0) throw new RangeError(`endpoint ${endpoint.name} has no production variant`);
  const names = new Set<string>();
  for (const { variantName, weight } of endpoint.variants) {
    if (names.has(variantName)) throw new RangeError(`endpoint ${endpoint.name} has two variants named ${variantName}`);
    names.add(variantName);
    if (!Number.isFinite(weight) || weight < 0) {
      throw new RangeError(
        `variant ${variantName} of endpoint ${endpoint.name} has weight ${weight}; 0 or more is needed`,
      );
    }
  }
}
