import type { DatabaseSync } from 'node:sqlite';
import type { Documents } from '../store.ts';
import { documentOf, textOf } from './document.ts';

/** Named documents; `kind` keeps those of one table apart. */
export function sqliteDocuments<Document>(database: DatabaseSync, kind: string): Documents<Document> {
  const put = database.prepare(
    `INSERT INTO documents (kind, account_id, region, name, document) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (kind, account_id, region, name) DO UPDATE SET document = excluded.document`,
  );
  const ofScope = 'FROM documents WHERE kind = ? AND account_id = ? AND region = ?';
  const get = database.prepare(`SELECT document ${ofScope} AND name = ?`);
  const list = database.prepare(`SELECT document ${ofScope} ORDER BY rowid`);
  const remove = database.prepare(`DELETE ${ofScope} AND name = ?`);
  const listAll = database.prepare(
    'SELECT account_id, region, name, document FROM documents WHERE kind = ? ORDER BY rowid',
  );
  return {
    put({ accountId, region }, name, document) {
      put.run(kind, accountId, region, name, JSON.stringify(document));
    },
    get({ accountId, region }, name) {
      const row = get.get(kind, accountId, region, name);
      return row === undefined ? undefined : documentOf<Document>(row);
    },
    list: ({ accountId, region }) => list.all(kind, accountId, region).map((row) => documentOf<Document>(row)),
    listAll: () =>
      listAll.all(kind).map((row) => ({
        accountId: textOf(row, 'account_id'),
        region: textOf(row, 'region'),
        name: textOf(row, 'name'),
        document: documentOf<Document>(row),
      })),
    delete: ({ accountId, region }, name) => remove.run(kind, accountId, region, name).changes > 0,
  };
}
