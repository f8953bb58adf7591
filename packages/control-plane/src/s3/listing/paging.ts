import { invalidArgument } from '../s3-error.ts';

const MAX_INTEGER = 2_147_483_647;

/** A count in the query, at most `most`. Throws InvalidArgument. */
export function readCount(
  query: ReadonlyMap<string, string>,
  name: string,
  most: number,
  fallback: number = most,
): number {
  const text = query.get(name);
  if (text === undefined || text === '') return fallback;
  const count = Number(text);
  if (!/^-?\d+$/.test(text) || Math.abs(count) > MAX_INTEGER) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  if (count < 0) throw invalidArgument(`Argument ${name} must be an integer between 0 and ${MAX_INTEGER}`, name, text);
  return Math.min(count, most);
}

/** A continuation token: what the next page begins behind. */
export function writeToken(place: string): string {
  return Buffer.from(`1${place}`).toString('base64url');
}

/** Throws InvalidArgument for a token that is none of ours. */
export function readToken(token: string | undefined, name: string): string | undefined {
  if (token === undefined) return undefined;
  const place = Buffer.from(token, 'base64url').toString();
  if (!place.startsWith('1') || writeToken(place.slice(1)) !== token) {
    throw invalidArgument('The continuation token provided is incorrect', name, token);
  }
  return place.slice(1);
}

/** The `encoding-type` of a listing. Throws InvalidArgument for anything but `url`. */
export function keyEncoder(query: ReadonlyMap<string, string>): (key: string) => string {
  const type = query.get('encoding-type');
  if (type === undefined) return (key) => key;
  if (type !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
  // Readers take a plus sign for a space or for itself: neither is left.
  return (key) =>
    encodeURIComponent(key)
      .replace(/[!'()]/g, percentEncoded)
      .replaceAll('%2F', '/');
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
