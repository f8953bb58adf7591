import type { DatabaseSync } from 'node:sqlite';
import type { RestApi } from '@portico/api-model';
import type { RestApis } from '../store.ts';
import { StoreRefusal } from '../store-refusal.ts';
import { documentOf, textOf } from './document.ts';

export function sqliteRestApis(database: DatabaseSync): RestApis {
  const put = database.prepare(
    `INSERT INTO rest_apis (id, account_id, region, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET document = excluded.document
     WHERE account_id = excluded.account_id AND region = excluded.region`,
  );
  const get = database.prepare('SELECT account_id, region, document FROM rest_apis WHERE id = ?');
  const list = database.prepare('SELECT document FROM rest_apis WHERE account_id = ? AND region = ? ORDER BY rowid');
  const remove = database.prepare('DELETE FROM rest_apis WHERE id = ?');
  return {
    put({ accountId, region }, api) {
      if (put.run(api.id, accountId, region, JSON.stringify(api)).changes === 0) {
        throw new StoreRefusal('REST_API_ID_TAKEN', `REST API id ${api.id} is taken in another account or region`);
      }
    },
    get(restApiId) {
      const row = get.get(restApiId);
      if (row === undefined) return undefined;
      return { accountId: textOf(row, 'account_id'), region: textOf(row, 'region'), api: documentOf(row) };
    },
    list: ({ accountId, region }) => list.all(accountId, region).map((row) => documentOf<RestApi>(row)),
    delete: (restApiId) => remove.run(restApiId).changes > 0,
  };
}
