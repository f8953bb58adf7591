/**
 * The few dense loops that everything else is made of. Matrices are row-major, `a[i * columns + j]`. All arrays are
 * Float64Array on purpose: an engine compiles a loop that sees one type of array to several times faster code.
 * An index is always in range here, which is what the `as number` says.
 */

/** Sum over k of a[aStart + k] * b[bStart + k], k < length. */
export function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const whole = length & ~3;
  let k = 0;
  for (; k < whole; k += 4) {
    const i = aStart + k;
    const j = bStart + k;
    sum0 += (a[i] as number) * (b[j] as number);
    sum1 += (a[i + 1] as number) * (b[j + 1] as number);
    sum2 += (a[i + 2] as number) * (b[j + 2] as number);
    sum3 += (a[i + 3] as number) * (b[j + 3] as number);
  }
  for (; k < length; k++) sum0 += (a[aStart + k] as number) * (b[bStart + k] as number);
  return sum0 + sum1 + (sum2 + sum3);
}

/** out[outStart + k] = a[aStart + k] * b[bStart + k], k < length. */
export function multiply(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  out: Float64Array,
  outStart: number,
  length: number,
): void {
  const whole = length & ~3;
  let k = 0;
  for (; k < whole; k += 4) {
    const i = aStart + k;
    const j = bStart + k;
    const o = outStart + k;
    out[o] = (a[i] as number) * (b[j] as number);
    out[o + 1] = (a[i + 1] as number) * (b[j + 1] as number);
    out[o + 2] = (a[i + 2] as number) * (b[j + 2] as number);
    out[o + 3] = (a[i + 3] as number) * (b[j + 3] as number);
  }
  for (; k < length; k++) out[outStart + k] = (a[aStart + k] as number) * (b[bStart + k] as number);
}

/** y[yStart + k] += factor * x[xStart + k], k < length. */
export function addScaled(
  factor: number,
  x: Float64Array,
  xStart: number,
  y: Float64Array,
  yStart: number,
  length: number,
): void {
  const whole = length & ~3;
  let k = 0;
  for (; k < whole; k += 4) {
    const i = xStart + k;
    const j = yStart + k;
    y[j] = (y[j] as number) + factor * (x[i] as number);
    y[j + 1] = (y[j + 1] as number) + factor * (x[i + 1] as number);
    y[j + 2] = (y[j + 2] as number) + factor * (x[i + 2] as number);
    y[j + 3] = (y[j + 3] as number) + factor * (x[i + 3] as number);
  }
  for (; k < length; k++) y[yStart + k] = (y[yStart + k] as number) + factor * (x[xStart + k] as number);
}

/**
 * out[outStart + k] += scale * (sum over j of factors[factorStart + j] * rows[rowStart + j * width + k]), j < count, k < width.
 * Four rows at a time, because reading and writing `out` takes longer than the multiplications.
 */
export function addCombination(
  scale: number,
  factors: Float64Array,
  factorStart: number,
  count: number,
  rows: Float64Array,
  rowStart: number,
  width: number,
  out: Float64Array,
  outStart: number,
): void {
  const whole = count & ~3;
  let j = 0;
  for (; j < whole; j += 4) {
    const factor0 = scale * (factors[factorStart + j] as number);
    const factor1 = scale * (factors[factorStart + j + 1] as number);
    const factor2 = scale * (factors[factorStart + j + 2] as number);
    const factor3 = scale * (factors[factorStart + j + 3] as number);
    const row0 = rowStart + j * width;
    const row1 = row0 + width;
    const row2 = row1 + width;
    const row3 = row2 + width;
    for (let k = 0; k < width; k++) {
      out[outStart + k] =
        (out[outStart + k] as number) +
        factor0 * (rows[row0 + k] as number) +
        factor1 * (rows[row1 + k] as number) +
        factor2 * (rows[row2 + k] as number) +
        factor3 * (rows[row3 + k] as number);
    }
  }
  for (; j < count; j++) {
    addScaled(scale * (factors[factorStart + j] as number), rows, rowStart + j * width, out, outStart, width);
  }
}

/** columns x rows from rows x columns. */
export function transposed(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j] as number;
  return out;
}
