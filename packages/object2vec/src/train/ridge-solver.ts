import { type CholeskySolver, choleskyInPlace, choleskySolver } from './cholesky.ts';
import { type SparseRows, sparseTimesDense, transpose } from './sparse-rows.ts';

/** Solves (F'F + ridge I) X = V for many V. F: rows x features; V and X: features x width. */
export interface RidgeSolver {
  solve(v: Float64Array, width: number): Float64Array;
}

/**
 * Factors the smaller of F'F + ridge I and FF' + ridge I, once; with the second, X = (V - F'(FF' + ridge I)^-1 F V) / ridge.
 * Takes min(rows, features)^3 / 6 multiplications.
 */
export function ridgeSolver(features: SparseRows, ridge: number): RidgeSolver {
  const turned = transpose(features);
  if (features.columnCount <= features.rowCount) {
    const factor = factorGram(features, features.columnCount, ridge);
    return {
      solve(v, width) {
        const x = v.slice();
        factor.lower(x, width);
        factor.lowerTransposed(x, width);
        return x;
      },
    };
  }
  const factor = factorGram(turned, features.rowCount, ridge);
  return {
    solve(v, width) {
      const inner = sparseTimesDense(features, v, width);
      factor.lower(inner, width);
      factor.lowerTransposed(inner, width);
      const correction = sparseTimesDense(turned, inner, width);
      return correction.map((value, n) => ((v[n] as number) - value) / ridge);
    },
  };
}

/** Solver for R'R + ridge I, from the rows of R. */
function factorGram(rows: SparseRows, size: number, ridge: number): CholeskySolver {
  const { starts, columns, values } = rows;
  const gram = new Float64Array(size * size);
  for (let row = 0; row < rows.rowCount; row++) {
    const end = starts[row + 1] as number;
    for (let n = starts[row] as number; n < end; n++) {
      const at = (columns[n] as number) * size;
      const value = values[n] as number;
      for (let m = starts[row] as number; m < end; m++) {
        const place = at + (columns[m] as number);
        gram[place] = (gram[place] as number) + value * (values[m] as number);
      }
    }
  }
  for (let i = 0; i < size; i++) gram[i * size + i] = (gram[i * size + i] as number) + ridge;
  choleskyInPlace(gram, size);
  return choleskySolver(gram, size);
}
