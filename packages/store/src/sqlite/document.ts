import type { SQLOutputValue } from 'node:sqlite';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The resource in a row's `document` column. Only this store writes there, so its type is what was put. */
export function documentOf<Document>(row: Row): Document {
  return JSON.parse(textOf(row, 'document')) as Document;
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} of the store holds no text`);
  return value;
}
