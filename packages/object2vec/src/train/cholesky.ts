import { addCombination, dot } from '../linear-algebra.ts';

/**
 * Overwrites the lower triangle of a symmetric positive definite matrix (size x size, row-major) with its Cholesky
 * factor L, where matrix = L x L transposed. The upper triangle is neither read nor written.
 * @throws Error when the matrix is not positive definite.
 */
export function choleskyInPlace(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const rest = (matrix[i * size + j] as number) - dot(matrix, i * size, matrix, j * size, j);
      matrix[i * size + j] = rest / (matrix[j * size + j] as number);
    }
    const pivot = (matrix[i * size + i] as number) - dot(matrix, i * size, matrix, i * size, i);
    if (!(pivot > 0)) throw new Error(`matrix is not positive definite in row ${i} of ${size}`);
    matrix[i * size + i] = Math.sqrt(pivot);
  }
}

/** A Cholesky factor made ready to solve systems. */
export interface CholeskySolver {
  /** Replaces b by the x of L x = b, for `columns` right-hand sides at once (b: size x columns). */
  lower(b: Float64Array, columns: number): void;
  /** Replaces b by the x of L transposed x = b. After `lower` this solves the whole system. */
  lowerTransposed(b: Float64Array, columns: number): void;
}

/** @param factor what {@link choleskyInPlace} left: its upper triangle is overwritten, and it must not change afterwards. */
export function choleskySolver(factor: Float64Array, size: number): CholeskySolver {
  // The transposed factor goes to the upper triangle, so that both directions read rows.
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) factor[j * size + i] = factor[i * size + j] as number;
  return {
    lower(b, columns) {
      for (let i = 0; i < size; i++) {
        addCombination(-1, factor, i * size, i, b, 0, columns, b, i * columns);
        scale(1 / (factor[i * size + i] as number), b, i * columns, columns);
      }
    },
    lowerTransposed(b, columns) {
      for (let i = size - 1; i >= 0; i--) {
        const after = i + 1;
        addCombination(-1, factor, i * size + after, size - after, b, after * columns, columns, b, i * columns);
        scale(1 / (factor[i * size + i] as number), b, i * columns, columns);
      }
    },
  };
}

function scale(factor: number, values: Float64Array, start: number, length: number): void {
  for (let k = start; k < start + length; k++) values[k] = (values[k] as number) * factor;
}
