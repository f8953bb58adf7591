import { addScaled } from './linear-algebra.ts';

/** Rows of `length` numbers, one per token, each computed when first asked for and then kept. */
export interface KeptRows {
  /**
   * The mean of the tokens' rows. For one token it is the kept row itself: read it, never write it.
   * No token at all: zeros.
   */
  mean(tokens: readonly number[], count: number): Row;
}

export interface Row {
  readonly values: Float32Array;
  readonly start: number;
}

/** Tables larger than this many numbers (64 MB) are not kept; their rows are computed each time. */
const LargestTable = 16 * 1024 * 1024;

/** @param compute writes the row of one token to `out` from `start` on. */
export function keepRows(
  tokens: number,
  length: number,
  compute: (token: number, out: Float32Array, start: number) => void,
): KeptRows {
  const kept = tokens * length <= LargestTable;
  const table = new Float32Array(kept ? tokens * length : length);
  const known = new Uint8Array(kept ? tokens : 0);

  function rowStart(token: number): number {
    if (!kept) {
      compute(token, table, 0);
      return 0;
    }
    const start = token * length;
    if (known[token] === 0) {
      compute(token, table, start);
      known[token] = 1;
    }
    return start;
  }

  return {
    mean(ids, count) {
      if (count === 1 && kept) return { values: table, start: rowStart(ids[0] as number) };
      const values = new Float32Array(length);
      for (let n = 0; n < count; n++) addScaled(1 / count, table, rowStart(ids[n] as number), values, 0, length);
      return { values, start: 0 };
    },
  };
}
