/**
 * The whole thing on real input: every rating of a test file through a deployed REST API, and the error over HTTP beside the one that
 * the model's card states.
 *
 *     portico start --model MODEL        (in another terminal)
 *     bun bench/train/over-http.ts --ratings FOLDER/ua.test --card MODEL/card.json [--url http://127.0.0.1:4566]
 *
 * Exit code 1 when the two differ by more than the rounding of the card.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseRatings } from '@portico/object2vec';

const { values: flags } = parseArgs({
  options: {
    ratings: { type: 'string' },
    card: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:4566' },
  },
});
if (flags.ratings === undefined || flags.card === undefined) {
  console.error('--ratings FILE and --card FILE are needed');
  process.exit(2);
}

/** Films asked for in one request. */
const ITEMS_PER_REQUEST = 10;
const IN_FLIGHT = 16;
/** The card has six decimals. */
const TOLERANCE = 1e-6;

const ratings = parseRatings([readFileSync(flags.ratings, 'utf8')]);
const byUser = new Map<number, { readonly item: number; readonly rating: number }[]>();
for (let at = 0; at < ratings.users.length; at++) {
  const [user = 0, item = 0, rating = 0] = [ratings.users[at], ratings.items[at], ratings.values[at]];
  const known = byUser.get(user) ?? [];
  known.push({ item, rating });
  byUser.set(user, known);
}

let squared = 0;
let count = 0;
let requests = 0;
const work = [...byUser].flatMap(([user, rated]) => chunks(rated).map((chunk) => ({ user, chunk }))).values();
await Promise.all(Array.from({ length: IN_FLIGHT }, ask));

const rmse = Math.sqrt(squared / count);
const stated = cardRmse(readFileSync(flags.card, 'utf8'));
console.log(`${count} ratings in ${requests} requests: RMSE over HTTP ${rmse.toFixed(6)}, card ${stated.toFixed(6)}`);
process.exit(Math.abs(rmse - stated) <= TOLERANCE ? 0 : 1);

async function ask(): Promise<void> {
  for (const { user, chunk } of work) {
    const items = chunk.map(({ item }) => item).join(',');
    const answer = await fetch(
      `${flags.url}/restapis/ratings/test/_user_request_/predicted-ratings/${user}?items=${items}`,
    );
    const document = (await answer.json()) as { readonly ratings?: readonly number[] };
    if (answer.status !== 200 || document.ratings?.length !== chunk.length) {
      throw new Error(`user ${user}, items ${items}: ${answer.status} ${JSON.stringify(document)}`);
    }
    for (const [at, { rating }] of chunk.entries()) squared += (rating - (document.ratings[at] ?? Number.NaN)) ** 2;
    count += chunk.length;
    requests++;
  }
}

function chunks<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / ITEMS_PER_REQUEST) }, (_, at) =>
    list.slice(at * ITEMS_PER_REQUEST, (at + 1) * ITEMS_PER_REQUEST),
  );
}

function cardRmse(text: string): number {
  const card = JSON.parse(text) as { readonly errors?: { readonly test?: { readonly rmse?: number } } };
  const stated = card.errors?.test?.rmse;
  if (stated === undefined) throw new Error('the card states no error on a test file (errors.test.rmse)');
  return stated;
}
