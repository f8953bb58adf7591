import type { StageAddress } from '@portico/gateway';
import { customDomainAddress } from '@portico/gateway';
import type { DomainName, Store } from '@portico/store';
import { NO_BASE_PATH } from '@portico/store';

/** The stage that a request to a custom domain is for; `undefined`: its host is none, or no base path takes the path. */
export type CustomDomains = (host: string, rawTarget: string) => StageAddress | undefined;

/** @param store asked with each request, so that a mapping acts at once */
export function customDomains(store: Pick<Store, 'domainNames'>): CustomDomains {
  return (host, rawTarget) => {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    if (!mayBeCustom(name)) return undefined;
    const domain = domainNamed(store, name) ?? domainNamed(store, name.replace(/^[^.]+/, '*'));
    if (domain === undefined) return undefined;
    const mappings = domain.basePathMappings.map((mapping) => ({
      ...mapping,
      basePath: mapping.basePath === NO_BASE_PATH ? '' : mapping.basePath,
    }));
    return customDomainAddress(mappings, rawTarget);
  };
}

/** Not an address, and not a name under which this server is reached as itself. */
function mayBeCustom(name: string): boolean {
  return name.includes('.') && !/^[\d.]+$|\.localhost$|\.amazonaws\.com$/.test(name);
}

/** Names are unique over all accounts and regions. */
function domainNamed({ domainNames }: Pick<Store, 'domainNames'>, name: string): DomainName | undefined {
  return domainNames.listAll().find((owned) => owned.name.toLowerCase() === name)?.document;
}
