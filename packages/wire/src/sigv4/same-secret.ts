import { timingSafeEqual } from 'node:crypto';

/** Comparisons that take as long for a good guess as for a bad one. */

export function sameOctets(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether a request carries the token that its credentials have; two that are absent are the same. */
export function sameToken(presented: string | undefined, expected: string | undefined): boolean {
  if (presented === undefined || expected === undefined) return presented === expected;
  return sameOctets(Buffer.from(presented), Buffer.from(expected));
}

/** @param presented 64 hexadecimal digits in lower case, if it is right */
export function sameSignature(presented: string, expected: Buffer): boolean {
  return /^[0-9a-f]{64}$/.test(presented) && sameOctets(Buffer.from(presented, 'hex'), expected);
}
