/** A slot of the table for each of this many hashes. */
const SLOTS = 1024;
const MAX_LENGTH = 64;

interface KnownToken {
  readonly text: string;
  readonly octets: Uint8Array;
}

const known: (KnownToken | undefined)[] = Array.from({ length: SLOTS });

/**
 * A method or header name as text. The same few come again and again: the same octets give the same string, which costs the runtime
 * nothing to compare and to look up. A slot keeps the token that came last.
 * @param octets from `from` to `end` one at least, in ASCII
 */
export function tokenText(octets: Buffer, from: number, end: number): string {
  const length = end - from;
  const middle = from + (length >> 1);
  const hash = length * 7 + octetAt(octets, from) * 31 + octetAt(octets, middle) * 61 + octetAt(octets, end - 1) * 127;
  const slot = hash % SLOTS;
  const found = known[slot];
  if (found !== undefined && isSame(found.octets, octets, from, length)) return found.text;
  const text = octets.toString('latin1', from, end);
  if (length <= MAX_LENGTH) known[slot] = { text, octets: Uint8Array.from(octets.subarray(from, end)) };
  return text;
}

function isSame(token: Uint8Array, octets: Buffer, from: number, length: number): boolean {
  if (token.length !== length) return false;
  for (let at = 0; at < length; at++) if (token[at] !== octets[from + at]) return false;
  return true;
}

function octetAt(octets: Buffer, at: number): number {
  return octets[at] as number;
}
