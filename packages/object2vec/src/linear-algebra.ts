/**
 * The few dense loops that everything else is made of. Matrices are row-major, `a[i * columns + j]`; sums run in double
 * precision whatever the arrays hold. An index is always in range here, which is what the `as number` says.
 */
export type Numbers = Float32Array | Float64Array;

/** Sum over k of a[aStart + k] * b[bStart + k], k < length. */
export function dot(a: Numbers, aStart: number, b: Numbers, bStart: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[aStart + k] as number) * (b[bStart + k] as number);
  return sum;
}

/** y[yStart + k] += factor * x[xStart + k], k < length. */
export function addScaled(
  factor: number,
  x: Numbers,
  xStart: number,
  y: Numbers,
  yStart: number,
  length: number,
): void {
  for (let k = 0; k < length; k++) y[yStart + k] = (y[yStart + k] as number) + factor * (x[xStart + k] as number);
}

/** out (columns) = row (rows) x matrix (rows x columns). Whatever `out` held is overwritten. */
export function rowTimesMatrix(
  row: Numbers,
  rowStart: number,
  matrix: Numbers,
  rows: number,
  columns: number,
  out: Numbers,
  outStart: number,
): void {
  out.fill(0, outStart, outStart + columns);
  for (let i = 0; i < rows; i++) {
    const factor = row[rowStart + i] as number;
    if (factor !== 0) addScaled(factor, matrix, i * columns, out, outStart, columns);
  }
}
