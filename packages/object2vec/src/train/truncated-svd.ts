import { addScaled, dot } from '../linear-algebra.ts';
import type { Random } from '../random.ts';

/** matrix ~ left (rows x rank) x right transposed (rank x columns); each side carries the root of the singular values. */
export interface LowRank {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** The largest singular values, falling. */
  readonly singularValues: Float64Array;
}

/** Directions beyond the rank and rounds of the iteration: enough that the error is that of the exact decomposition. */
const Oversampling = 12;
const Rounds = 8;

/**
 * The best approximation of a rank, by randomized subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4).
 * The rank may not exceed the rows or columns.
 */
export function truncatedSvd(
  matrix: Float64Array,
  rows: number,
  columns: number,
  rank: number,
  random: Random,
): LowRank {
  const width = Math.min(rank + Oversampling, rows, columns);
  // Bases are kept as rows, each of them a direction: width x columns and width x rows.
  let right = Float64Array.from({ length: width * columns }, () => random.normal());
  let left = new Float64Array(0);
  for (let round = 0; round < Rounds; round++) {
    left = applyRows(matrix, rows, columns, right, width);
    orthonormalize(left, width, rows);
    right = applyColumns(matrix, rows, columns, left, width);
    if (round < Rounds - 1) orthonormalize(right, width, columns);
  }
  // Now matrix ~ left' x right: the small problem is right x right' (width x width).
  const gram = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) gram[i * width + j] = dot(right, i * columns, right, j * columns, columns);
  }
  const { values, vectors } = symmetricEigen(gram, width);
  const singularValues = values.slice(0, rank).map((value) => Math.sqrt(Math.max(0, value)));
  const result = { left: new Float64Array(rows * rank), right: new Float64Array(columns * rank), singularValues };
  for (let k = 0; k < rank; k++) {
    const root = Math.sqrt(singularValues[k] as number);
    if (root === 0) continue;
    for (let i = 0; i < width; i++) {
      const share = vectors[k * width + i] as number;
      addToColumn(result.left, rank, k, share * root, left, i * rows, rows);
      addToColumn(result.right, rank, k, share / root, right, i * columns, columns);
    }
  }
  return result;
}

/** width x rows: matrix x each direction. */
function applyRows(
  matrix: Float64Array,
  rows: number,
  columns: number,
  basis: Float64Array,
  width: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(width * rows);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) out[i * rows + row] = dot(matrix, row * columns, basis, i * columns, columns);
  }
  return out;
}

/** width x columns: matrix transposed x each direction. */
function applyColumns(
  matrix: Float64Array,
  rows: number,
  columns: number,
  basis: Float64Array,
  width: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(width * columns);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      addScaled(basis[i * rows + row] as number, matrix, row * columns, out, i * columns, columns);
    }
  }
  return out;
}

/** Gram and Schmidt, done twice for accuracy; a direction that vanishes becomes zero. */
function orthonormalize(basis: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const share = dot(basis, i * length, basis, j * length, length);
        addScaled(-share, basis, j * length, basis, i * length, length);
      }
    }
    const norm = Math.sqrt(dot(basis, i * length, basis, i * length, length));
    const factor = norm > 1e-12 ? 1 / norm : 0;
    for (let k = i * length; k < (i + 1) * length; k++) basis[k] = (basis[k] as number) * factor;
  }
}

/**
 * Eigenvalues, falling, and eigenvectors (as rows, in the same order) of a symmetric matrix, by Jacobi rotations.
 */
function symmetricEigen(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const rotated = new Float64Array(size * size);
  for (let i = 0; i < size; i++) rotated[i * size + i] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, size) > 1e-22; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, rotated, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => (a[j * size + j] as number) - (a[i * size + i] as number),
  );
  const vectors = new Float64Array(size * size);
  for (const [place, i] of order.entries()) vectors.set(rotated.subarray(i * size, (i + 1) * size), place * size);
  return { values: Float64Array.from(order, (i) => a[i * size + i] as number), vectors };
}

/** The part of the matrix's squared norm that is off its diagonal. */
function offDiagonal(a: Float64Array, size: number): number {
  let [off, all] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const square = (a[i * size + j] as number) ** 2;
      all += square;
      if (i !== j) off += square;
    }
  }
  return all === 0 ? 0 : off / all;
}

/** Makes a[p, q] zero; the rows of `vectors` follow. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q] as number;
  if (apq === 0) return;
  const theta = ((a[q * size + q] as number) - (a[p * size + p] as number)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(t * t + 1);
  const sin = t * cos;
  for (let k = 0; k < size; k++) mix(a, k * size + p, k * size + q, cos, sin);
  for (let k = 0; k < size; k++) mix(a, p * size + k, q * size + k, cos, sin);
  for (let k = 0; k < size; k++) mix(vectors, p * size + k, q * size + k, cos, sin);
}

function mix(values: Float64Array, i: number, j: number, cos: number, sin: number): void {
  const [x, y] = [values[i] as number, values[j] as number];
  values[i] = cos * x - sin * y;
  values[j] = sin * x + cos * y;
}

function addToColumn(
  out: Float64Array,
  width: number,
  column: number,
  factor: number,
  from: Float64Array,
  start: number,
  length: number,
): void {
  for (let n = 0; n < length; n++) {
    out[n * width + column] = (out[n * width + column] as number) + factor * (from[start + n] as number);
  }
}
