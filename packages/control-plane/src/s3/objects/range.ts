import { s3Error } from '../s3-error.ts';

/** Octets `from` to `to`, exclusive. */
export interface OctetRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The range that a header asks for; undefined: the whole object, which is also the answer to a header that is no single range.
 * Throws InvalidRange when no octet of the object is in it (RFC 9110, section 14.1.2).
 */
export function readRange(header: string | undefined, size: number): OctetRange | undefined {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (header === undefined || parts === null) return undefined;
  const [, first = '', last = ''] = parts;
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (from < to) return { from, to };
  throw s3Error('InvalidRange', undefined, { RangeRequested: header, ActualObjectSize: size });
}
