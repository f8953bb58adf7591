import { timingSafeEqual } from 'node:crypto';

/** What a worker sends ahead of a connection that it hands to the main process: `{secret} {client's address}\n`. */
export function preface(secret: string, remoteAddress: string): Buffer {
  return Buffer.from(`${secret} ${remoteAddress}\n`, 'latin1');
}

export type ReadPreface =
  | { readonly remoteAddress: string; readonly rest: Buffer }
  /** Octets are missing, or what came is no preface with this secret. */
  | 'incomplete'
  | 'refused';

/** An address has 45 octets at most, with a zone a few more. */
const MAX_ADDRESS_BYTES = 128;

export function readPreface(secret: string, octets: Buffer): ReadPreface {
  const key = Buffer.from(`${secret} `, 'latin1');
  if (octets.length < key.length) return 'incomplete';
  if (!timingSafeEqual(octets.subarray(0, key.length), key)) return 'refused';
  const end = octets.indexOf(LF, key.length);
  if (end === -1) return octets.length > key.length + MAX_ADDRESS_BYTES ? 'refused' : 'incomplete';
  return { remoteAddress: octets.toString('latin1', key.length, end), rest: octets.subarray(end + 1) };
}

const LF = 10;
