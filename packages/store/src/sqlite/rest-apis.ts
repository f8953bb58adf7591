import type { DatabaseSync } from 'node:sqlite';
import type { Resource, RestApi } from '@portico/api-model';
import type { OwnedRestApi, RestApis } from '../store.ts';
import { StoreRefusal } from '../store-refusal.ts';
import { deepFreeze } from './deep-freeze.ts';
import { documentOf, textOf } from './document.ts';

/** APIs that are kept as objects; an operation reads and writes one, and the next operation is often for the same. */
const CACHED_APIS = 16;

/**
 * An API is one document to its callers, and a row for each resource here: what is read is frozen, so a resource that comes
 * back as the same object is unchanged, and a change of one method writes one resource however large the API is.
 * @param atomically runs several writes as one
 */
export function sqliteRestApis(
  database: DatabaseSync,
  atomically: (writes: () => void) => void,
): RestApis & {
  /** Forgets what is kept: to be called when writes were undone. */
  readonly forget: () => void;
} {
  const put = database.prepare(
    `INSERT INTO rest_apis (id, account_id, region, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET document = excluded.document
     WHERE account_id = excluded.account_id AND region = excluded.region`,
  );
  const get = database.prepare('SELECT account_id, region, document FROM rest_apis WHERE id = ?');
  const list = database.prepare(
    'SELECT id, document FROM rest_apis WHERE account_id = ? AND region = ? ORDER BY rowid',
  );
  const remove = database.prepare('DELETE FROM rest_apis WHERE id = ?');
  const resources = database.prepare('SELECT document FROM rest_api_resources WHERE rest_api_id = ? ORDER BY position');
  const putResource = database.prepare(
    `INSERT INTO rest_api_resources (rest_api_id, position, document) VALUES (?, ?, ?)
     ON CONFLICT (rest_api_id, position) DO UPDATE SET document = excluded.document`,
  );
  const cutResources = database.prepare('DELETE FROM rest_api_resources WHERE rest_api_id = ? AND position >= ?');
  const cached = new Map<string, OwnedRestApi>();

  return {
    put({ accountId, region }, api) {
      const { resources: before = [] } = find(api.id)?.api ?? {};
      const settings = JSON.stringify({ ...api, resources: [] });
      let kept: readonly Resource[] = [];
      // From here on the rows are ahead of what is cached, until all are written.
      cached.delete(api.id);
      atomically(() => {
        if (put.run(api.id, accountId, region, settings).changes === 0) {
          throw new StoreRefusal('REST_API_ID_TAKEN', `REST API id ${api.id} is taken in another account or region`);
        }
        kept = api.resources.map((resource, position) => {
          if (resource === before[position]) return resource;
          const document = JSON.stringify(resource);
          putResource.run(api.id, position, document);
          return deepFreeze(JSON.parse(document) as Resource);
        });
        if (kept.length < before.length) cutResources.run(api.id, kept.length);
      });
      keep(api.id, { accountId, region, api: assembled(settings, kept) });
    },
    get(restApiId) {
      const owned = find(restApiId);
      return owned && { ...owned, api: handedOut(owned.api) };
    },
    list: ({ accountId, region }) =>
      list.all(accountId, region).map((row) => {
        const known = cached.get(textOf(row, 'id'))?.api;
        return handedOut(known ?? assembled(textOf(row, 'document'), resourcesOf(textOf(row, 'id'))));
      }),
    delete(restApiId) {
      cached.delete(restApiId);
      return remove.run(restApiId).changes > 0;
    },
    forget: () => cached.clear(),
  };

  function find(restApiId: string): OwnedRestApi | undefined {
    const known = cached.get(restApiId);
    if (known !== undefined) return known;
    const row = get.get(restApiId);
    if (row === undefined) return undefined;
    const api = assembled(textOf(row, 'document'), resourcesOf(restApiId));
    return keep(restApiId, { accountId: textOf(row, 'account_id'), region: textOf(row, 'region'), api });
  }

  function resourcesOf(restApiId: string): readonly Resource[] {
    return resources.all(restApiId).map((row) => deepFreeze(documentOf<Resource>(row)));
  }

  /** The one that was kept first gives way. */
  function keep(restApiId: string, owned: OwnedRestApi): OwnedRestApi {
    cached.delete(restApiId);
    cached.set(restApiId, owned);
    for (const oldest of cached.keys()) {
      if (cached.size <= CACHED_APIS) break;
      cached.delete(oldest);
    }
    return owned;
  }
}

/** `settings` has an empty list of resources, where the API had its own. */
function assembled(settings: string, resources: readonly Resource[]): RestApi {
  return { ...deepFreeze(JSON.parse(settings) as RestApi), resources };
}

/**
 * The caller's own copy, of frozen parts. To freeze the list itself would take a microsecond for each of its resources with every write,
 * which is what most of a write would be in a large API.
 */
function handedOut(api: RestApi): RestApi {
  return { ...api, resources: [...api.resources] };
}
