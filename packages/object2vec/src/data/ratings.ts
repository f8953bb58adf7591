/** Ratings as three parallel arrays: user `users[n]` gave item `items[n]` the rating `values[n]`. */
export interface Ratings {
  readonly users: Int32Array;
  readonly items: Int32Array;
  readonly values: Float32Array;
}

/** The ratings at these positions, in this order. */
export function pickRatings(ratings: Ratings, positions: Int32Array): Ratings {
  return {
    users: positions.map((n) => ratings.users[n] as number),
    items: positions.map((n) => ratings.items[n] as number),
    values: Float32Array.from(positions, (n) => ratings.values[n] as number),
  };
}

/** 0 when there are no ratings. */
export function meanRating({ values }: Ratings): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One more than the largest id, so that every id is a token; 1 when there is none. */
export function smallestVocabSize(ids: Int32Array): number {
  return ids.reduce((largest, id) => Math.max(largest, id), 0) + 1;
}
