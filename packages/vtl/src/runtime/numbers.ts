import type { Value } from '@portico/values';
import { JavaBigDecimal, JavaDouble, JavaLong } from '@portico/values';
import { JavaSmallNumber } from '../java/java-objects.ts';

/** The Java type of a number, in the order in which arithmetic widens. */
export type NumberType = 'Byte' | 'Short' | 'Integer' | 'Long' | 'BigInteger' | 'Float' | 'Double' | 'BigDecimal';

/** A number taken out of its value: `exact` for the integer types, `double` for all. */
export interface JavaNumber {
  readonly type: NumberType;
  readonly double: number;
  readonly exact: bigint | undefined;
}

/** `undefined` for a value that is not a number. */
export function javaNumber(value: Value): JavaNumber | undefined {
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return { type: 'Integer', double: value, exact: BigInt(value) };
    return { type: 'Double', double: value, exact: undefined };
  }
  if (typeof value === 'bigint') return { type: 'BigInteger', double: Number(value), exact: value };
  if (value instanceof JavaLong) return { type: 'Long', double: Number(value.value), exact: value.value };
  if (value instanceof JavaDouble) return { type: 'Double', double: value.value, exact: undefined };
  if (value instanceof JavaSmallNumber) {
    return {
      type: value.javaType,
      double: value.value,
      exact: value.javaType === 'Float' ? undefined : BigInt(value.value),
    };
  }
  if (value instanceof JavaBigDecimal) return { type: 'BigDecimal', double: value.doubleValue(), exact: undefined };
  return undefined;
}

export function doubleValue(x: number): Value {
  return Number.isInteger(x) ? new JavaDouble(x) : x;
}

/** Java's `intValue()`: a Double is cut off and kept within range, an integer type keeps its low 32 bits. */
export function intValue(number: JavaNumber): number {
  if (number.exact !== undefined) return Number(BigInt.asIntN(32, number.exact));
  if (Number.isNaN(number.double)) return 0;
  return Math.trunc(Math.min(Math.max(number.double, -2147483648), 2147483647)) | 0;
}

/** Java's `longValue()`. */
export function longValue(number: JavaNumber): bigint {
  if (number.exact !== undefined) return BigInt.asIntN(64, number.exact);
  if (Number.isNaN(number.double)) return 0n;
  if (number.double >= 2 ** 63) return 2n ** 63n - 1n;
  if (number.double < -(2 ** 63)) return -(2n ** 63n);
  return BigInt(Math.trunc(number.double));
}
