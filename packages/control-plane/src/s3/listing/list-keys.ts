import type { KeyedDocument, OrderedDocuments } from '@portico/store';

export interface KeyPage<Document> {
  readonly contents: readonly KeyedDocument<Document>[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins: behind this key or, when it is a common prefix, behind all that begins with it. */
  readonly next: string | undefined;
}

export interface KeyListing {
  readonly prefix: string;
  /** Empty: none. */
  readonly delimiter: string;
  /** Only keys behind this one; one that ends a common prefix leaves that out. */
  readonly after: string;
  /** Contents and common prefixes together. */
  readonly max: number;
}

const MAX_BATCH = 1000;
/** What lies behind a key that is rolled up is not read: so it begins with few, and takes more while nothing is rolled up. */
const FIRST_BATCH = 8;

/**
 * One page of keys in UTF-8 order, those with the delimiter behind the prefix rolled up into common prefixes, which are skipped
 * without being read (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html).
 */
export function listKeys<Document>(
  documents: OrderedDocuments<Document>,
  partition: string,
  { prefix, delimiter, after, max }: KeyListing,
): KeyPage<Document> {
  const contents: KeyedDocument<Document>[] = [];
  const commonPrefixes: string[] = [];
  let place: { after?: string; afterPrefix?: string } = startOf(prefix, delimiter, after);
  let next: string | undefined;
  let size = delimiter === '' ? MAX_BATCH : FIRST_BATCH;
  for (;;) {
    // One more than is wanted tells whether there is a next page.
    const limit = Math.min(max - contents.length - commonPrefixes.length + 1, size);
    const batch = documents.list(partition, { prefix, ...place, limit });
    let skipped = false;
    for (const entry of batch) {
      if (contents.length + commonPrefixes.length === max) return { contents, commonPrefixes, next };
      const end = delimiter === '' ? -1 : entry.key.indexOf(delimiter, prefix.length);
      if (end < 0) {
        contents.push(entry);
        next = entry.key;
        place = { after: entry.key };
      } else {
        next = entry.key.slice(0, end + delimiter.length);
        commonPrefixes.push(next);
        place = { afterPrefix: next };
        skipped = true;
        break;
      }
    }
    size = skipped ? FIRST_BATCH : Math.min(size * 2, MAX_BATCH);
    if (!skipped && batch.length < limit) return { contents, commonPrefixes, next: undefined };
  }
}

function startOf(prefix: string, delimiter: string, after: string): { after?: string; afterPrefix?: string } {
  if (after === '') return {};
  if (delimiter !== '' && after.startsWith(prefix) && after.endsWith(delimiter) && after.length > prefix.length) {
    return { afterPrefix: after };
  }
  return { after };
}
