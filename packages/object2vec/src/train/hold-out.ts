import { pickRatings, type Ratings } from '../data/ratings.ts';
import { type Random, shuffle } from '../random.ts';

export interface SplitRatings {
  readonly train: Ratings;
  /** Empty when nothing is held out. */
  readonly heldOut: Ratings;
}

/** Takes a share (0 up to, not including, 1) of the ratings away, drawn at random. The rest keeps its order. */
export function holdOutShare(ratings: Ratings, share: number, random: Random): SplitRatings {
  const count = ratings.values.length;
  const order = Int32Array.from({ length: count }, (_, n) => n);
  if (share === 0) return { train: ratings, heldOut: pickRatings(ratings, new Int32Array(0)) };
  shuffle(order, random);
  const held = Math.round(share * count);
  return {
    train: pickRatings(ratings, order.subarray(held).toSorted()),
    heldOut: pickRatings(ratings, order.subarray(0, held).toSorted()),
  };
}
