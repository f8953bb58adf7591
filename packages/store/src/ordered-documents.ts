/**
 * Documents of a partition in the order of their keys, compared as UTF-8 octets: what is listed by prefix, page by page. Any text
 * without lone surrogates may be a key.
 */
export interface OrderedDocuments<Document> {
  /** Adds or replaces. */
  put(partition: string, key: string, document: Document): void;
  get(partition: string, key: string): Document | undefined;
  list(partition: string, range: KeyRange): readonly KeyedDocument<Document>[];
  /** True when it was there. */
  delete(partition: string, key: string): boolean;
}

export interface KeyRange {
  /** Only keys that begin with it; default all. */
  readonly prefix?: string;
  /** Only keys behind this one. */
  readonly after?: string;
  /** Only keys behind all that begin with this. */
  readonly afterPrefix?: string;
  /** At most so many documents. */
  readonly limit: number;
}

export interface KeyedDocument<Document> {
  readonly key: string;
  readonly document: Document;
}

/** The bounds of a range in octets: keys are `>= from` and `< to`. */
export interface OctetRange {
  readonly from: Buffer;
  /** Undefined: no upper bound. */
  readonly to: Buffer | undefined;
}

export function octetRange({ prefix = '', after, afterPrefix }: KeyRange): OctetRange | undefined {
  const begin = Buffer.from(prefix);
  let from: Buffer = begin;
  if (after !== undefined) from = larger(from, Buffer.concat([Buffer.from(after), Buffer.alloc(1)]));
  if (afterPrefix !== undefined) {
    const behind = successor(Buffer.from(afterPrefix));
    if (behind === undefined) return undefined;
    from = larger(from, behind);
  }
  return { from, to: successor(begin) };
}

/** The least octets that are greater than all that begin with `prefix`; UTF-8 has no octet 0xff. */
function successor(prefix: Buffer): Buffer | undefined {
  if (prefix.length === 0) return undefined;
  const next = Buffer.from(prefix);
  next[next.length - 1] = (next.at(-1) ?? 0) + 1;
  return next;
}

function larger(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) >= 0 ? a : b;
}
