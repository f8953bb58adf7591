import { addScaled } from './linear-algebra.ts';

/** Rows of `length` numbers, one per token, each computed when first asked for and then kept. */
export interface KeptRows {
  /**
   * Where the mean of the rows of the first `count` tokens is, in an array that belongs to this object: valid until
   * the next call, never to be written. No token at all: zeros.
   */
  mean(tokens: readonly number[], count: number): number;
  readonly values: Float64Array;
}

/** Tables of more numbers than this (64 MB) are not kept; their rows are computed each time. */
const LargestTable = 8 * 1024 * 1024;

/** @param compute writes the row of one token to `out` from `start` on. */
export function keepRows(
  tokens: number,
  length: number,
  compute: (token: number, out: Float64Array, start: number) => void,
): KeptRows {
  const kept = tokens * length <= LargestTable ? tokens : 0;
  // One more row than is kept for a single row, and another one for a mean.
  const values = new Float64Array((kept + 2) * length);
  const known = new Uint8Array(kept);
  const single = kept * length;
  const mean = single + length;

  function rowOf(token: number): number {
    if (token >= kept) {
      compute(token, values, single);
      return single;
    }
    const start = token * length;
    if (known[token] === 0) {
      compute(token, values, start);
      known[token] = 1;
    }
    return start;
  }

  return {
    values,
    mean(ids, count) {
      if (count === 1) return rowOf(ids[0] as number);
      values.fill(0, mean, mean + length);
      for (let n = 0; n < count; n++) addScaled(1 / count, values, rowOf(ids[n] as number), values, mean, length);
      return mean;
    },
  };
}
