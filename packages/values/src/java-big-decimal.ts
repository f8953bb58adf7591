import { HostObject } from './value.ts';

/** A Java `BigDecimal`: `unscaled` times ten to the power of minus `scale`. JSON numbers of many digits become one. */
export class JavaBigDecimal extends HostObject {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    super(formatBigDecimal(unscaled, scale));
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** From a JSON number, all of its digits. */
  static fromDigits(digits: string): JavaBigDecimal {
    const [mantissa = '0', exponent = '0'] = digits.toLowerCase().split('e');
    const [whole = '0', fraction = ''] = mantissa.split('.');
    return new JavaBigDecimal(BigInt(whole + fraction), fraction.length - Number(exponent));
  }

  /** The exact value of a finite double. */
  static fromDouble(double: number): JavaBigDecimal {
    let scaled = double;
    let scale = 0;
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      scale++;
    }
    // n / 2^k is n * 5^k / 10^k.
    return new JavaBigDecimal(BigInt(scaled) * 5n ** BigInt(scale), scale);
  }

  doubleValue(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }
}

/** BigDecimal.toString: plain unless the scale is negative or the number very small, then `1.23E+5`. */
function formatBigDecimal(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const sign = unscaled < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  const adjusted = digits.length - 1 - scale;
  if (scale > 0 && adjusted >= -6) {
    const padded = digits.padStart(scale + 1, '0');
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  if (adjusted === 0) return sign + mantissa;
  return `${sign}${mantissa}E${adjusted > 0 ? '+' : ''}${adjusted}`;
}
