/** A Double may take this many bytes: sign, zero, point, two zeros, 17 digits. */
export const MAX_DOUBLE_LENGTH = 22;

const MAX_POWER = 19;
const POWERS = Float64Array.from({ length: MAX_POWER + 1 }, (_, i) => 10 ** i);

/** 2^27 + 1 cuts a double into two halves whose products are exact (Veltkamp, Dekker). */
const SPLITTER = 134_217_729;
const POWERS_HIGH = POWERS.map((power) => SPLITTER * power - (SPLITTER * power - power));
const POWERS_LOW = POWERS.map((power, i) => power - (POWERS_HIGH[i] as number));

const FIRST_EXPONENT = -10;
const EXPONENT_BIAS = 1023;
/** Half of the distance to the next double, by binary exponent. */
const HALF_ULPS = Float64Array.from({ length: 34 }, (_, i) => 2 ** (FIRST_EXPONENT + i - 53));

const asDouble = new Float64Array(1);
const asWords = new Uint32Array(asDouble.buffer);
const HIGH_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * Writes a Double that is no integer as Java's Double.toString does (the shortest digits that read back as the same number) at a position of
 * a buffer, which must have MAX_DOUBLE_LENGTH bytes left. The position behind it, or `at` itself when it has to be printed otherwise: numbers
 * that Java prints with an exponent, and those few where two texts are equally good.
 *
 * The number times a power of ten is computed without rounding, as 17 digits and a fraction. Any decimal nearer to that than half
 * the distance between two doubles reads back: of these the one with the most zeros at the end is taken.
 */
export function writeDouble(bytes: Uint8Array, at: number, double: number): number {
  const x = Math.abs(double);
  if (!(x >= 1e-3 && x < 1e7)) return at;
  const exponent = decimalExponent(x);
  const power = 16 - exponent;
  const scale = POWERS[power] as number;
  const scaleHigh = POWERS_HIGH[power] as number;
  const scaleLow = POWERS_LOW[power] as number;
  const product = x * scale;
  const split = SPLITTER * x;
  const high = split - (split - x);
  const low = x - high;
  const error = high * scaleHigh - product + high * scaleLow + low * scaleHigh + low * scaleLow;
  asDouble[0] = x;
  const margin =
    (HALF_ULPS[((asWords[HIGH_WORD] as number) >>> 20) - EXPONENT_BIAS - FIRST_EXPONENT] as number) * scale;

  // product + error = 10^8 * upper + lower + fraction, all exact.
  const whole = Math.floor(error);
  const fraction = error - whole;
  let upper = Math.floor(product * 1e-8);
  let lower = product - upper * 1e8 + whole;
  if (lower < 0) {
    lower += 1e8;
    upper--;
  } else if (lower >= 1e8) {
    lower -= 1e8;
    upper++;
  }
  const hundreds = 100 * ((lower * 0.01) | 0);
  const rest = lower - hundreds + fraction;
  if (rest < margin) lower = hundreds;
  else if (100 - rest < margin) lower = hundreds + 100;
  else {
    const tens = 10 * ((lower * 0.1) | 0);
    const down = lower - tens + fraction;
    const nearest = Math.min(down, 10 - down);
    if (rest === margin || 100 - rest === margin || nearest === margin || nearest === 5 || fraction === 0.5) return at;
    if (nearest < margin) lower = down < 5 ? tens : tens + 10;
    else if (fraction > 0.5) lower++;
  }
  if (lower >= 1e8) {
    lower -= 1e8;
    upper++;
  }
  if (double < 0) bytes[at] = 45;
  return writeDigits(bytes, double < 0 ? at + 1 : at, upper, lower, exponent);
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

/** Nine digits and eight more, with the point behind the first `exponent + 1` of them; without the zeros at the end. */
function writeDigits(bytes: Uint8Array, at: number, upper: number, lower: number, exponent: number): number {
  let start = at + 1;
  if (exponent < 0) {
    bytes[at] = 48;
    bytes[at + 1] = 46;
    bytes[at + 2] = 48;
    bytes[at + 3] = 48;
    start = at + 1 - exponent;
  }
  const first = (upper * 1e-8) | 0;
  writeEight(bytes, start + 1, (upper | 0) - Math.imul(first, 100_000_000));
  let end = start + 9;
  if (lower !== 0) {
    writeEight(bytes, end, lower | 0);
    end += 8;
  }
  bytes[start] = 48 + first;
  if (exponent >= 0) {
    for (let i = at; i <= at + exponent; i++) bytes[i] = bytes[i + 1] as number;
    bytes[at + exponent + 1] = 46;
  }
  while (bytes[end - 1] === 48) end--;
  return end;
}

function writeEight(bytes: Uint8Array, at: number, integer: number): void {
  const upper = (integer * 1e-4) | 0;
  writeFour(bytes, at, upper);
  writeFour(bytes, at + 4, integer - Math.imul(upper, 10_000));
}

/** Products and shifts stand for divisions by 100 and 10, which are exact for numbers of this size. */
function writeFour(bytes: Uint8Array, at: number, integer: number): void {
  const upper = Math.imul(integer, 5243) >> 19;
  const lower = integer - Math.imul(upper, 100);
  const upperTens = Math.imul(upper, 103) >> 10;
  const lowerTens = Math.imul(lower, 103) >> 10;
  bytes[at] = 48 + upperTens;
  bytes[at + 1] = 48 + upper - Math.imul(upperTens, 10);
  bytes[at + 2] = 48 + lowerTens;
  bytes[at + 3] = 48 + lower - Math.imul(lowerTens, 10);
}
