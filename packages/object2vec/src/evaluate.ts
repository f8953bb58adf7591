import type { Ratings } from './data/ratings.ts';
import type { Predictor } from './predictor.ts';

/** How far a regression's scores are from given ratings; scores are used as they are, not clipped to the range of ratings. */
export interface RatingErrors {
  readonly count: number;
  /** `mean_squared_error`. */
  readonly mse: number;
  readonly rmse: number;
  /** Mean absolute error. */
  readonly mae: number;
}

export function evaluate(predictor: Predictor, ratings: Ratings): RatingErrors {
  const { users, items, values } = ratings;
  let [squares, absolutes] = [0, 0];
  for (let start = 0; start < values.length; start += BatchSize) {
    const end = Math.min(start + BatchSize, values.length);
    const in0 = Array.from(users.subarray(start, end), (id) => [id]);
    const in1 = Array.from(items.subarray(start, end), (id) => [id]);
    for (const [n, score] of predictor.scores(in0, in1).entries()) {
      const error = score - (values[start + n] as number);
      squares += error * error;
      absolutes += Math.abs(error);
    }
  }
  const mse = squares / values.length;
  return { count: values.length, mse, rmse: Math.sqrt(mse), mae: absolutes / values.length };
}

const BatchSize = 4096;
