import type { OrderedDocuments } from '../ordered-documents.ts';
import { octetRange } from '../ordered-documents.ts';
import type { Rows } from './rows.ts';
import { read } from './rows.ts';

const NOWHERE = { accountId: '', region: '' };

/** `kind` keeps those of one table apart. */
export function orderedDocuments<Document>(rows: Rows, kind: string): OrderedDocuments<Document> {
  return {
    put: (partition, key, document) => rows.put(NOWHERE, [kind, partition, key], document),
    get(partition, key) {
      const row = rows.find([kind, partition, key]);
      return row && read<Document>(row);
    },
    list(partition, range) {
      const bounds = octetRange(range);
      if (bounds === undefined) return [];
      const { from, to } = bounds;
      return rows
        .under([kind, partition])
        .map((row) => ({ row, key: row.key[2] ?? '', octets: Buffer.from(row.key[2] ?? '') }))
        .filter(({ octets }) => octets.compare(from) >= 0 && (to === undefined || octets.compare(to) < 0))
        .sort((a, b) => a.octets.compare(b.octets))
        .slice(0, range.limit)
        .map(({ row, key }) => ({ key, document: read<Document>(row) }));
    },
    delete: (partition, key) => rows.remove([kind, partition, key]),
  };
}
