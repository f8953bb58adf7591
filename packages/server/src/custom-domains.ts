import type { StageAddress } from '@portico/gateway';
import { customDomainAddress } from '@portico/gateway';
import type { BasePathMapping, Documents, DomainName, Store } from '@portico/store';
import { NO_BASE_PATH } from '@portico/store';

/** The stage that a request to a custom domain is for; `undefined`: its host is none, or no base path takes the path. */
export type FindCustomDomain = (host: string, rawTarget: string) => StageAddress | undefined;

export interface CustomDomains {
  readonly find: FindCustomDomain;
  /** The store's, to be written by these alone: what they write acts with the next request. */
  readonly domainNames: Documents<DomainName>;
}

/** Domain names are read when a request first asks for one, and again once one was written. */
export function customDomains({ domainNames }: Pick<Store, 'domainNames'>): CustomDomains {
  let known: ReadonlyMap<string, readonly BasePathMapping[]> | undefined;
  return {
    find(host, rawTarget) {
      const name = host.replace(/:\d+$/, '').toLowerCase();
      if (!mayBeCustom(name)) return undefined;
      known ??= mappingsByName(domainNames);
      const mappings = known.get(name) ?? known.get(name.replace(/^[^.]+/, '*'));
      return mappings && customDomainAddress(mappings, rawTarget);
    },
    domainNames: {
      ...domainNames,
      put(scope, name, document) {
        known = undefined;
        domainNames.put(scope, name, document);
      },
      delete(scope, name) {
        known = undefined;
        return domainNames.delete(scope, name);
      },
    },
  };
}

/** Not an address, and not a name under which this server is reached as itself. */
function mayBeCustom(name: string): boolean {
  return name.includes('.') && !/^[\d.]+$|\.localhost$|\.amazonaws\.com$/.test(name);
}

/** Names are unique over all accounts and regions. */
function mappingsByName(domainNames: Documents<DomainName>): ReadonlyMap<string, readonly BasePathMapping[]> {
  return new Map(
    domainNames.listAll().map(({ name, document }) => [
      name.toLowerCase(),
      document.basePathMappings.map((mapping) => ({
        ...mapping,
        basePath: mapping.basePath === NO_BASE_PATH ? '' : mapping.basePath,
      })),
    ]),
  );
}
