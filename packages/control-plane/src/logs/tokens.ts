import type { LogPlace } from '@portico/store';
import type { NamedPage } from '../named-page.ts';
import { namedPage } from '../named-page.ts';
import { invalidParameter } from './logs-error.ts';

/** One page of a list, from behind the item whose name is in the token. Throws InvalidParameterException. */
export function pageOf<Item extends { readonly name: string }>(
  items: readonly Item[],
  token: string | undefined,
  limit: number,
): NamedPage<Item> {
  const found = namedPage(items, ({ name }) => name, token, limit);
  if (found === undefined) throw invalidToken();
  return found;
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
