import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Features,
  featuresParser,
  parseRatings,
  pickRatings,
  type Ratings,
  type SplitRatings,
} from '@portico/object2vec';

/** A split of MovieLens 100K, by the name of its files: `ua` and `ub` hold 10 ratings a user out (no rating in both), `u1` a fifth of all. */
export type SplitName = 'ua' | 'ub' | 'u1';

/** Ids are used raw (users 1 to 943, films 1 to 1682), as the notebook of the algorithm uses them. */
export const vocabSizes = [944, 1683] as const;

const baseRows: Readonly<Record<SplitName, number>> = { ua: 90_570, ub: 90_570, u1: 80_000 };

/** The ratings that everything is chosen by. */
export function loadBase(folder: string, split: SplitName): Ratings {
  const base = load(folder, `${split}.base`);
  // One public mirror has a ua.base that holds the test ratings too.
  if (base.values.length !== baseRows[split]) {
    throw new Error(`${split}.base has ${base.values.length} ratings, not ${baseRows[split]}`);
  }
  return base;
}

/** The ratings that are looked at once, at the end. */
export function loadTest(folder: string, split: SplitName): Ratings {
  return load(folder, `${split}.test`);
}

/** Takes `count` ratings of each user away, the ones that a seeded order puts first. */
export function holdOutPerUser(base: Ratings, count: number, random: { next(): number }): SplitRatings {
  const order = Array.from(base.values, (_, n) => ({ n, key: random.next() })).sort((a, b) => a.key - b.key);
  const taken = new Map<number, number>();
  const held = new Set<number>();
  for (const { n } of order) {
    const user = base.users[n] ?? 0;
    const before = taken.get(user) ?? 0;
    if (before === count) continue;
    taken.set(user, before + 1);
    held.add(n);
  }
  const positions = Int32Array.from(base.values.keys());
  return {
    train: pickRatings(
      base,
      positions.filter((n) => !held.has(n)),
    ),
    heldOut: pickRatings(
      base,
      positions.filter((n) => held.has(n)),
    ),
  };
}

/** Age decade, sex and occupation of users (`u.user`: id|age|sex|occupation|zip). */
export function userFeatures(folder: string): Features {
  return features(folder, 'u.user', ([id, age, sex, occupation]) => [
    id,
    `age ${Math.floor(Number(age) / 10)}`,
    sex,
    occupation,
  ]);
}

/** Half-decade of release and genres of films (`u.item`: id|title|release|video|url|19 flags). */
export function itemFeatures(folder: string): Features {
  return features(folder, 'u.item', ([id, , release, , , ...flags]) => {
    const year = Number(release?.slice(-4));
    const genres = flags.flatMap((flag, n) => (flag === '1' ? [`genre ${n}`] : []));
    return [id, ...(year ? [`years from ${5 * Math.floor(year / 5)}`] : []), ...genres];
  });
}

function load(folder: string, name: string): Ratings {
  return parseRatings([readFileSync(join(folder, name), 'latin1')]);
}

function features(folder: string, name: string, toFields: (fields: readonly string[]) => readonly unknown[]): Features {
  const parser = featuresParser();
  for (const line of readFileSync(join(folder, name), 'latin1').split('\n')) {
    if (line !== '') parser.push(`${toFields(line.split('|')).join('\t')}\n`);
  }
  return parser.finish();
}
