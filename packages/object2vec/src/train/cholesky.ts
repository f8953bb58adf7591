import { addScaled, dot } from '../linear-algebra.ts';

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

/** Solves L x = b in place, for `columns` right-hand sides at once (b: size x columns). */
export function solveLower(factor: Float64Array, size: number, b: Float64Array, columns: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      addScaled(-(factor[i * size + j] as number), b, j * columns, b, i * columns, columns);
    }
    scale(1 / (factor[i * size + i] as number), b, i * columns, columns);
  }
}

/** Solves L transposed x = b in place, for `columns` right-hand sides at once (b: size x columns). */
export function solveLowerTransposed(factor: Float64Array, size: number, b: Float64Array, columns: number): void {
  for (let i = size - 1; i >= 0; i--) {
    scale(1 / (factor[i * size + i] as number), b, i * columns, columns);
    for (let j = 0; j < i; j++) {
      addScaled(-(factor[i * size + j] as number), b, i * columns, b, j * columns, columns);
    }
  }
}

function scale(factor: number, values: Float64Array, start: number, length: number): void {
  for (let k = start; k < start + length; k++) values[k] = (values[k] as number) * factor;
}
