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
  /** Few endpoints share a name: accounts and regions that differ are told apart one by one. */
  const named = new Map<string, readonly Endpoint[]>();

  function others(accountId: string, region: string, name: string): readonly Endpoint[] {
    return named.get(name)?.filter((one) => one.accountId !== accountId || one.region !== region) ?? [];
  }

  return {
    put(endpoint) {
      check(endpoint);
      const { accountId, region, name } = endpoint;
      named.set(name, [...others(accountId, region, name), endpoint]);
    },
    delete(accountId, region, name) {
      const left = others(accountId, region, name);
      const wasThere = left.length < (named.get(name)?.length ?? 0);
      if (left.length > 0) named.set(name, left);
      else named.delete(name);
      return wasThere;
    },
    get(accountId, region, name) {
      return named.get(name)?.find((one) => one.accountId === accountId && one.region === region);
    },
  };
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
