/** A Double may take this many bytes: sign, zero, point, two zeros, 17 digits. */
export const MAX_DOUBLE_LENGTH = 22;

/** By the decimal exponent of a number, from -3 to 6: what gives it nine digits in front of the point. */
const SCALES = Float64Array.of(1e11, 1e10, 1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2);
const FIRST_EXPONENT = -3;

/** 2^27 + 1 cuts a double into two halves whose products with a power of ten are exact (Veltkamp, Dekker). */
const SPLITTER = 134_217_729;
/** x + x * this is the double behind x. */
const NEXT = 2 ** -53 * (1 + 2 ** -52);
/** Two distances that differ by less are too close to call: they are computed with an error of 2e-8. */
const CLOSE = 1e-6;

/**
 * Writes a Double that is no integer as Java's Double.toString does (the shortest digits that read back as the same number) at a position of
 * a buffer, which must have MAX_DOUBLE_LENGTH bytes left. The position behind it, or `at` itself when it has to be printed otherwise: numbers
 * that Java prints with an exponent, and a few where two texts are about equally good.
 *
 * The number times a power of ten is nine digits, which are computed without rounding, and a fraction, of which eight more digits are
 * taken. Any decimal nearer to that than half the distance between two doubles reads back: the one with the most zeros at the end is it.
 * One long function, because a call would take a fifth of its time.
 */
export function writeDouble(bytes: Uint8Array, view: DataView, at: number, double: number): number {
  const x = double < 0 ? -double : double;
  if (!(x >= 1e-3 && x < 1e7)) return at;
  if (FOUR_DIGITS[0] === 0) prepareDigits();
  const exponent = x >= 1 && x < 10 ? 0 : decimalExponent(x);
  const scale = SCALES[exponent - FIRST_EXPONENT] as number;
  const split = SPLITTER * x;
  const high = split - (split - x);
  const product = high * scale;
  const smallProduct = (x - high) * scale;
  let upper = (product + smallProduct) | 0;
  let fraction = product - upper + smallProduct;
  if (fraction < 0) {
    fraction += 1;
    upper--;
  }
  const eight = fraction * 1e8;
  const margin = (x + x * NEXT - x) * scale * 0.5e8;

  let lower = 100 * ((eight * 0.01) | 0);
  const rest = eight - lower;
  if (rest > 100 - margin + CLOSE) {
    lower += 100;
  } else if (rest >= margin - CLOSE) {
    if (rest < margin + CLOSE || rest > 100 - margin - CLOSE) return at;
    const ten = 10 * ((rest * 0.1 + 0.5) | 0);
    const distance = Math.abs(rest - ten);
    if (distance < margin - CLOSE && distance < 5 - CLOSE) {
      lower += ten;
    } else {
      const one = (rest + 0.5) | 0;
      if (distance < margin + CLOSE || Math.abs(rest - one) > 0.5 - CLOSE) return at;
      lower += one;
    }
  }
  if (lower >= 1e8) {
    lower -= 1e8;
    upper++;
  }

  let from = at;
  if (double < 0) bytes[from++] = 45;
  const first = (upper * 1e-8) | 0;
  const middle = upper - Math.imul(first, 100_000_000);
  let start = from + 1;
  if (exponent === 0) {
    bytes[from] = 48 + first;
    bytes[start] = 46;
  } else if (exponent < 0) {
    bytes[from] = 48;
    bytes[from + 1] = 46;
    bytes[from + 2] = 48;
    bytes[from + 3] = 48;
    start = from + 1 - exponent;
    bytes[start] = 48 + first;
  } else {
    bytes[start] = 48 + first;
  }
  const upperFour = (middle * 1e-4) | 0;
  view.setInt32(start + 1, FOUR_DIGITS[upperFour] as number, true);
  view.setInt32(start + 5, FOUR_DIGITS[middle - Math.imul(upperFour, 10_000)] as number, true);
  let end = start + 9;
  if (lower !== 0) {
    const lowerFour = (lower * 1e-4) | 0;
    view.setInt32(end, FOUR_DIGITS[lowerFour] as number, true);
    view.setInt32(end + 4, FOUR_DIGITS[lower - Math.imul(lowerFour, 10_000)] as number, true);
    end += 8;
  }
  if (exponent > 0) {
    for (let i = from; i <= from + exponent; i++) bytes[i] = bytes[i + 1] as number;
    bytes[from + exponent + 1] = 46;
  }
  while (bytes[end - 1] === 48) end--;
  return end;
}

/** Of a number from 10^-3 to 10^7. */
function decimalExponent(x: number): number {
  if (x < 10) {
    if (x >= 1) return 0;
    if (x >= 0.1) return -1;
    return x >= 0.01 ? -2 : -3;
  }
  if (x < 1e4) {
    if (x < 100) return 1;
    return x < 1e3 ? 2 : 3;
  }
  if (x < 1e5) return 4;
  return x < 1e6 ? 5 : 6;
}

/** The digits of 0 to 9999 as four characters, the first in the lowest byte; made when the first Double is written, which takes a millisecond. */
const FOUR_DIGITS = new Int32Array(10_000);

function prepareDigits(): void {
  let at = 0;
  for (let thousands = 0; thousands < 10; thousands++) {
    for (let hundreds = 0; hundreds < 10; hundreds++) {
      for (let tens = 0; tens < 10; tens++) {
        const upper = 0x30303030 + (thousands | (hundreds << 8) | (tens << 16));
        for (let ones = 0; ones < 10; ones++) FOUR_DIGITS[at++] = upper + (ones << 24);
      }
    }
  }
}
