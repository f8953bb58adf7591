import type { LogPlace } from '@portico/store';
import { invalidParameter } from './logs-error.ts';

/** One page of a list, from behind the item whose name is in the token. */
export function pageOf<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  token: string | undefined,
  limit: number,
): { readonly page: readonly Item[]; readonly nextToken: string | undefined } {
  let start = 0;
  if (token !== undefined) {
    const name = Buffer.from(token, 'base64url').toString();
    start = items.findIndex((item) => nameOf(item) === name) + 1;
    if (start === 0) throw invalidToken();
  }
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const isLast = last === undefined || start + page.length === items.length;
  return { page, nextToken: isLast ? undefined : Buffer.from(nameOf(last)).toString('base64url') };
}

/** Twenty digits of time and thirty-six of order: as long as the service's own ids, and sorted like them. */
export function eventId({ timestamp, id }: LogPlace): string {
  return String(timestamp).padStart(20, '0') + String(id).padStart(36, '0');
}

/** Throws InvalidParameterException for a text that is no event id. */
export function placeOf(eventId: string): LogPlace {
  if (!/^\d{56}$/.test(eventId)) throw invalidToken();
  const timestamp = Number(eventId.slice(0, 20));
  const id = Number(eventId.slice(20));
  if (!Number.isSafeInteger(timestamp) || !Number.isSafeInteger(id)) throw invalidToken();
  return { timestamp, id };
}

export function invalidToken(): Error {
  return invalidParameter('The specified nextToken is invalid.');
}
