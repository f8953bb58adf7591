import type { DatabaseSync } from 'node:sqlite';
import type { OrderedDocuments } from '../ordered-documents.ts';
import { octetRange } from '../ordered-documents.ts';
import type { Row } from './document.ts';
import { documentOf } from './document.ts';

/** Keys are blobs: compared octet by octet, and a NUL in one is nothing special. */
export function sqliteOrderedDocuments<Document>(database: DatabaseSync, kind: string): OrderedDocuments<Document> {
  const put = database.prepare(
    `INSERT INTO ordered_documents (kind, partition, key, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, partition, key) DO UPDATE SET document = excluded.document`,
  );
  const one = 'FROM ordered_documents WHERE kind = ? AND partition = ? AND key = ?';
  const get = database.prepare(`SELECT document ${one}`);
  const remove = database.prepare(`DELETE ${one}`);
  const from = 'SELECT key, document FROM ordered_documents WHERE kind = ? AND partition = ? AND key >= ?';
  const listFrom = database.prepare(`${from} ORDER BY key LIMIT ?`);
  const listBetween = database.prepare(`${from} AND key < ? ORDER BY key LIMIT ?`);
  return {
    put: (partition, key, document) => {
      put.run(kind, partition, Buffer.from(key), JSON.stringify(document));
    },
    get(partition, key) {
      const row = get.get(kind, partition, Buffer.from(key));
      return row === undefined ? undefined : documentOf<Document>(row);
    },
    list(partition, range) {
      const bounds = octetRange(range);
      if (bounds === undefined) return [];
      const rows =
        bounds.to === undefined
          ? listFrom.all(kind, partition, bounds.from, range.limit)
          : listBetween.all(kind, partition, bounds.from, bounds.to, range.limit);
      return rows.map((row) => ({ key: keyOf(row), document: documentOf<Document>(row) }));
    },
    delete: (partition, key) => remove.run(kind, partition, Buffer.from(key)).changes > 0,
  };
}

function keyOf(row: Row): string {
  const value = row['key'];
  if (!(value instanceof Uint8Array)) throw new Error('column key of the store holds no blob');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8');
}
