import type { Scope } from '../scope.ts';

/** A resource as JSON text, so that nobody shares the object. */
export interface Row extends Scope {
  readonly key: readonly string[];
  readonly text: string;
}

/** A table in the order of creation; replacing a row keeps its place. */
export interface Rows {
  put(scope: Scope, key: readonly string[], document: unknown): void;
  find(key: readonly string[]): Row | undefined;
  /** Rows whose key starts with `prefix`. */
  under(prefix: readonly string[]): readonly Row[];
  in(scope: Scope): readonly Row[];
  all(): readonly Row[];
  /** True when it was there. */
  remove(key: readonly string[]): boolean;
  /** Takes the table back to what it is now. */
  savepoint(): () => void;
}

export function createRows(): Rows {
  let rows = new Map<string, Row>();
  const all = (): Row[] => [...rows.values()];
  return {
    put({ accountId, region }, key, document) {
      rows.set(JSON.stringify(key), { accountId, region, key, text: JSON.stringify(document) });
    },
    find: (key) => rows.get(JSON.stringify(key)),
    under: (prefix) => all().filter((row) => prefix.every((part, index) => row.key[index] === part)),
    in: (scope) => all().filter((row) => row.accountId === scope.accountId && row.region === scope.region),
    all,
    remove: (key) => rows.delete(JSON.stringify(key)),
    savepoint() {
      const before = new Map(rows);
      return () => {
        rows = before;
      };
    },
  };
}

export function read<Document>(row: Row): Document {
  return JSON.parse(row.text) as Document;
}
