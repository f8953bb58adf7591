import type { OperationCall } from '../operation-call.ts';
import { queryValue } from '../operation-call.ts';
import { badRequest } from './errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html: 25 unless asked for, at most 500. */
const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

export interface Page<Output> {
  readonly item: readonly Output[];
  /** Absent on the last page. */
  readonly position?: string;
}

/**
 * The page of a list that the query asks for. A position names the last item of the page before; if that item is gone
 * in the meantime, its place in the list counts.
 */
export function page<Item, Output>(
  call: OperationCall,
  items: readonly Item[],
  idOf: (item: Item) => string,
  output: (item: Item) => Output,
): Page<Output> {
  const limit = readLimit(call);
  const start = startOf(queryValue(call, 'position'), items, idOf);
  const end = Math.min(start + limit, items.length);
  const last = items[end - 1];
  const item = items.slice(start, end).map(output);
  if (end >= items.length || last === undefined) return { item };
  return { item, position: Buffer.from(`${end}:${idOf(last)}`).toString('base64url') };
}

function readLimit(call: OperationCall): number {
  const text = queryValue(call, 'limit');
  if (text === undefined || text === '') return DEFAULT_LIMIT;
  // TODO(aws-verify): the text for a limit that is no number or not positive
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw badRequest(`Invalid limit specified: ${text}`);
  return Math.min(Number(text), MAX_LIMIT);
}

function startOf<Item>(position: string | undefined, items: readonly Item[], idOf: (item: Item) => string): number {
  if (position === undefined || position === '') return 0;
  const parts = /^(\d{1,9}):(.*)$/s.exec(Buffer.from(position, 'base64url').toString());
  // TODO(aws-verify): the text for a position that the service did not give out
  if (parts === null) throw badRequest(`Invalid position parameter: ${position}`);
  const [, place, id] = parts;
  const index = items.findIndex((item) => idOf(item) === id);
  return index < 0 ? Math.max(0, Number(place) - 1) : index + 1;
}
