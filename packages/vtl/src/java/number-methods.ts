import type { Value } from '@portico/values';
import { formatDouble, formatFloat, JavaBigDecimal, JavaException, JavaLong } from '@portico/values';
import { bounded, boundedDecimal, compareNumbers } from '../runtime/arithmetic.ts';
import type { JavaNumber } from '../runtime/numbers.ts';
import { doubleValue, intValue, javaNumber, longValue } from '../runtime/numbers.ts';
import { hexadecimalText } from './hexadecimal-float.ts';
import { asChar, asDouble, asInstance, asInt, asLong, nullPointer } from './java-arguments.ts';
import { isJavaWhitespace } from './java-characters.ts';
import { javaHashCode } from './java-hash.ts';
import { JavaCharacter, JavaSmallNumber } from './java-objects.ts';
import type { Method, MethodTable } from './overloads.ts';
import { mergeTables, methodTable } from './overloads.ts';
import { parseJavaDouble, parseJavaInteger } from './parse-number.ts';

function number(self: Value | undefined): JavaNumber {
  const result = javaNumber(self ?? null);
  if (result === undefined) throw nullPointer();
  return result;
}

/** java.lang.Number. */
const NUMBER_METHODS: MethodTable = methodTable({
  'intValue()': ({ self }) => intValue(number(self)),
  'longValue()': ({ self }) => new JavaLong(longValue(number(self))),
  'doubleValue()': ({ self }) => doubleValue(number(self).double),
  'floatValue()': ({ self }) => new JavaSmallNumber('Float', Math.fround(number(self).double)),
  'shortValue()': ({ self }) => new JavaSmallNumber('Short', (intValue(number(self)) << 16) >> 16),
  'byteValue()': ({ self }) => new JavaSmallNumber('Byte', (intValue(number(self)) << 24) >> 24),
  'hashCode()': ({ self }) => javaHashCode(self),
});

function order<T>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

const toText = (radix: number, bits: bigint): Method => {
  return ({ args }) => BigInt.asUintN(Number(bits), asLong(args[0])).toString(radix);
};

function textInRadix(value: bigint, radix: number): string {
  return value.toString(radix < 2 || radix > 36 ? 10 : radix);
}

function bitsSet(bits: bigint): number {
  return bits.toString(2).replaceAll('0', '').length;
}

function reversed(value: bigint, bits: number): bigint {
  const digits = BigInt.asUintN(bits, value).toString(2).padStart(bits, '0');
  return BigInt.asIntN(bits, BigInt(`0b${[...digits].reverse().join('')}`));
}

export const INTEGER_METHODS: MethodTable = mergeTables(
  methodTable({
    'compareTo(Integer)': ({ self, args }) => order(asInt(self), asInt(asInstance(args[0], 'Integer'))),
    'compareTo(Object)': ({ self, args }) => order(asInt(self), asInt(asInstance(args[0], 'Integer'))),
    'compare(int,int)': ({ args }) => order(asInt(args[0]), asInt(args[1])),
    'parseInt(String)': ({ args }) => Number(parseJavaInteger(args[0], 10, 32)),
    'parseInt(String,int)': ({ args }) => Number(parseJavaInteger(args[0], asInt(args[1]), 32)),
    'valueOf(int)': ({ args }) => asInt(args[0]),
    'valueOf(String)': ({ args }) => Number(parseJavaInteger(args[0], 10, 32)),
    'valueOf(String,int)': ({ args }) => Number(parseJavaInteger(args[0], asInt(args[1]), 32)),
    'toString(int)': ({ args }) => String(asInt(args[0])),
    'toString(int,int)': ({ args }) => textInRadix(asLong(args[0]), asInt(args[1])),
    'toHexString(int)': toText(16, 32n),
    'toBinaryString(int)': toText(2, 32n),
    'toOctalString(int)': toText(8, 32n),
    'max(int,int)': ({ args }) => Math.max(asInt(args[0]), asInt(args[1])),
    'min(int,int)': ({ args }) => Math.min(asInt(args[0]), asInt(args[1])),
    'sum(int,int)': ({ args }) => (asInt(args[0]) + asInt(args[1])) | 0,
    'signum(int)': ({ args }) => Math.sign(asInt(args[0])),
    'bitCount(int)': ({ args }) => bitsSet(BigInt.asUintN(32, asLong(args[0]))),
    'reverse(int)': ({ args }) => Number(reversed(asLong(args[0]), 32)),
    'hashCode(int)': ({ args }) => asInt(args[0]),
  }),
  NUMBER_METHODS,
);

export const LONG_METHODS: MethodTable = mergeTables(
  methodTable({
    'compareTo(Long)': ({ self, args }) => order(asLong(self), asLong(asInstance(args[0], 'Long'))),
    'compareTo(Object)': ({ self, args }) => order(asLong(self), asLong(asInstance(args[0], 'Long'))),
    'compare(long,long)': ({ args }) => order(asLong(args[0]), asLong(args[1])),
    'parseLong(String)': ({ args }) => new JavaLong(parseJavaInteger(args[0], 10, 64)),
    'parseLong(String,int)': ({ args }) => new JavaLong(parseJavaInteger(args[0], asInt(args[1]), 64)),
    'valueOf(long)': ({ args }) => new JavaLong(asLong(args[0])),
    'valueOf(String)': ({ args }) => new JavaLong(parseJavaInteger(args[0], 10, 64)),
    'valueOf(String,int)': ({ args }) => new JavaLong(parseJavaInteger(args[0], asInt(args[1]), 64)),
    'toString(long)': ({ args }) => String(asLong(args[0])),
    'toString(long,int)': ({ args }) => textInRadix(asLong(args[0]), asInt(args[1])),
    'toHexString(long)': toText(16, 64n),
    'toBinaryString(long)': toText(2, 64n),
    'toOctalString(long)': toText(8, 64n),
    'max(long,long)': ({ args }) => new JavaLong(asLong(args[0]) > asLong(args[1]) ? asLong(args[0]) : asLong(args[1])),
    'min(long,long)': ({ args }) => new JavaLong(asLong(args[0]) < asLong(args[1]) ? asLong(args[0]) : asLong(args[1])),
    'sum(long,long)': ({ args }) => new JavaLong(BigInt.asIntN(64, asLong(args[0]) + asLong(args[1]))),
    'signum(long)': ({ args }) => order(asLong(args[0]), 0n),
    'bitCount(long)': ({ args }) => bitsSet(BigInt.asUintN(64, asLong(args[0]))),
    'reverse(long)': ({ args }) => new JavaLong(reversed(asLong(args[0]), 64)),
    'hashCode(long)': ({ args }) => javaHashCode(new JavaLong(asLong(args[0]))),
  }),
  NUMBER_METHODS,
);

/** Double.compare: negative zero is less than zero, Not-a-Number greater than everything. */
function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  const rank = (x: number) => (Number.isNaN(x) ? 2 : Object.is(x, -0) ? 0 : 1);
  return order(rank(a), rank(b));
}

export const DOUBLE_METHODS: MethodTable = mergeTables(
  methodTable({
    'compareTo(Double)': ({ self, args }) => compareDoubles(asDouble(self), asDouble(asInstance(args[0], 'Double'))),
    'compareTo(Object)': ({ self, args }) => compareDoubles(asDouble(self), asDouble(asInstance(args[0], 'Double'))),
    'compare(double,double)': ({ args }) => compareDoubles(asDouble(args[0]), asDouble(args[1])),
    'parseDouble(String)': ({ args }) => doubleValue(parseJavaDouble(args[0])),
    'valueOf(double)': ({ args }) => doubleValue(asDouble(args[0])),
    'valueOf(String)': ({ args }) => doubleValue(parseJavaDouble(args[0])),
    'toHexString(double)': ({ args }) => hexadecimalText(asDouble(args[0])),
    'toString(double)': ({ args }) => formatDouble(asDouble(args[0])),
    'max(double,double)': ({ args }) => doubleValue(Math.max(asDouble(args[0]), asDouble(args[1]))),
    'min(double,double)': ({ args }) => doubleValue(Math.min(asDouble(args[0]), asDouble(args[1]))),
    'sum(double,double)': ({ args }) => doubleValue(asDouble(args[0]) + asDouble(args[1])),
    'isNaN()': ({ self }) => Number.isNaN(asDouble(self)),
    'isNaN(double)': ({ args }) => Number.isNaN(asDouble(args[0])),
    'isInfinite()': ({ self }) => isInfinite(asDouble(self)),
    'isInfinite(double)': ({ args }) => isInfinite(asDouble(args[0])),
    'isFinite(double)': ({ args }) => Number.isFinite(asDouble(args[0])),
    'hashCode(double)': ({ args }) => javaHashCode(doubleValue(asDouble(args[0]))),
  }),
  NUMBER_METHODS,
);

function isInfinite(x: number): boolean {
  return x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY;
}

function asFloat(value: Value | undefined): number {
  return Math.fround(asDouble(value));
}

function float(value: number): JavaSmallNumber {
  return new JavaSmallNumber('Float', Math.fround(value));
}

export const FLOAT_METHODS: MethodTable = mergeTables(
  methodTable<JavaSmallNumber>({
    'compareTo(Float)': ({ self, args }) => compareDoubles(self.value, asFloat(asInstance(args[0], 'Float'))),
    'compareTo(Object)': ({ self, args }) => compareDoubles(self.value, asFloat(asInstance(args[0], 'Float'))),
    'compare(float,float)': ({ args }) => compareDoubles(asFloat(args[0]), asFloat(args[1])),
    'parseFloat(String)': ({ args }) => float(parseJavaDouble(args[0])),
    'valueOf(float)': ({ args }) => float(asDouble(args[0])),
    'valueOf(String)': ({ args }) => float(parseJavaDouble(args[0])),
    'toString(float)': ({ args }) => formatFloat(asFloat(args[0])),
    'max(float,float)': ({ args }) => float(Math.max(asFloat(args[0]), asFloat(args[1]))),
    'min(float,float)': ({ args }) => float(Math.min(asFloat(args[0]), asFloat(args[1]))),
    'sum(float,float)': ({ args }) => float(asFloat(args[0]) + asFloat(args[1])),
    'isNaN()': ({ self }) => Number.isNaN(self.value),
    'isNaN(float)': ({ args }) => Number.isNaN(asFloat(args[0])),
    'isInfinite()': ({ self }) => isInfinite(self.value),
    'isInfinite(float)': ({ args }) => isInfinite(asFloat(args[0])),
    'isFinite(float)': ({ args }) => Number.isFinite(asFloat(args[0])),
    'hashCode(float)': ({ args }) => javaHashCode(float(asDouble(args[0]))),
  }),
  NUMBER_METHODS,
);

/** java.lang.Short and java.lang.Byte, which have the same methods. */
function smallIntegerMethods(type: 'Short' | 'Byte', bits: 16 | 8): MethodTable {
  const parse = (text: Value | undefined, radix: number) =>
    new JavaSmallNumber(type, Number(parseJavaInteger(text, radix, bits)));
  return mergeTables(
    methodTable<JavaSmallNumber>({
      'compareTo(Object)': ({ self, args }) => self.value - asInt(asInstance(args[0], type)),
      'valueOf(String)': ({ args }) => parse(args[0], 10),
      'valueOf(String,int)': ({ args }) => parse(args[0], asInt(args[1])),
      [`parse${type}(String)`]: ({ args }) => parse(args[0], 10),
      [`parse${type}(String,int)`]: ({ args }) => parse(args[0], asInt(args[1])),
    }),
    NUMBER_METHODS,
  );
}

export const SHORT_METHODS: MethodTable = smallIntegerMethods('Short', 16);
export const BYTE_METHODS: MethodTable = smallIntegerMethods('Byte', 8);

export const BIG_INTEGER_METHODS: MethodTable = mergeTables(
  methodTable<bigint>({
    'compareTo(BigInteger)': ({ self, args }) => order(self, big(args[0])),
    'compareTo(Object)': ({ self, args }) => order(self, big(args[0])),
    'add(BigInteger)': ({ self, args }) => bounded(self + big(args[0])),
    'subtract(BigInteger)': ({ self, args }) => bounded(self - big(args[0])),
    'multiply(BigInteger)': ({ self, args }) => bounded(self * big(args[0])),
    'negate()': ({ self }) => -self,
    'abs()': ({ self }) => (self < 0n ? -self : self),
    'signum()': ({ self }) => order(self, 0n),
    'toString(int)': ({ self, args }) => textInRadix(self, asInt(args[0])),
    'valueOf(long)': ({ args }) => asLong(args[0]),
  }),
  NUMBER_METHODS,
);

export const BIG_DECIMAL_METHODS: MethodTable = mergeTables(
  methodTable<JavaBigDecimal>({
    'scale()': ({ self }) => self.scale,
    'precision()': ({ self }) => String(self.unscaled).replace('-', '').length,
    'signum()': ({ self }) => order(self.unscaled, 0n),
    'negate()': ({ self }) => new JavaBigDecimal(-self.unscaled, self.scale),
    'abs()': ({ self }) => new JavaBigDecimal(self.unscaled < 0n ? -self.unscaled : self.unscaled, self.scale),
    'compareTo(BigDecimal)': ({ self, args }) => compareNumbers(self, asInstance(args[0], 'BigDecimal')) ?? 0,
    'compareTo(Object)': ({ self, args }) => compareNumbers(self, asInstance(args[0], 'BigDecimal')) ?? 0,
    'toPlainString()': ({ self }) => plainString(self),
    'valueOf(long)': ({ args }) => new JavaBigDecimal(asLong(args[0]), 0),
    'valueOf(long,int)': ({ args }) => boundedDecimal(asLong(args[0]), asInt(args[1])),
    'valueOf(double)': ({ args }) => decimalOf(asDouble(args[0])),
  }),
  NUMBER_METHODS,
);

function plainString({ unscaled, scale }: JavaBigDecimal): string {
  return new JavaBigDecimal(scale < 0 ? unscaled * 10n ** BigInt(-scale) : unscaled, Math.max(scale, 0)).name;
}

/** Of the shortest digits of a double. */
function decimalOf(double: number): JavaBigDecimal {
  if (!Number.isFinite(double)) throw new JavaException('NumberFormatException', 'Infinite or NaN');
  return JavaBigDecimal.fromDigits(formatDouble(double));
}

function big(value: Value | undefined): bigint {
  return asInstance(value, 'BigInteger') as bigint;
}

export const BOOLEAN_METHODS: MethodTable = methodTable<boolean>({
  'booleanValue()': ({ self }) => self,
  'compareTo(Boolean)': ({ self, args }) => order(self, asInstance(args[0], 'Boolean')),
  'compareTo(Object)': ({ self, args }) => order(self, asInstance(args[0], 'Boolean')),
  'compare(boolean,boolean)': ({ args }) => order(args[0], args[1]),
  'parseBoolean(String)': ({ args }) => isTrueText(args[0]),
  'valueOf(boolean)': ({ args }) => args[0] ?? null,
  'valueOf(String)': ({ args }) => isTrueText(args[0]),
  'toString(boolean)': ({ args }) => String(args[0]),
  'logicalAnd(boolean,boolean)': ({ args }) => args[0] === true && args[1] === true,
  'logicalOr(boolean,boolean)': ({ args }) => args[0] === true || args[1] === true,
  'logicalXor(boolean,boolean)': ({ args }) => args[0] !== args[1],
  'hashCode()': ({ self }) => javaHashCode(self),
  'hashCode(boolean)': ({ args }) => javaHashCode(args[0] ?? null),
});

function isTrueText(value: Value | undefined): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'true';
}

export const CHARACTER_METHODS: MethodTable = methodTable<JavaCharacter>({
  'charValue()': ({ self }) => self,
  'compareTo(Character)': ({ self, args }) => self.code - asChar(asInstance(args[0], 'Character')).charCodeAt(0),
  'compareTo(Object)': ({ self, args }) => self.code - asChar(asInstance(args[0], 'Character')).charCodeAt(0),
  'isDigit(char)': ({ args }) => /^\p{Nd}$/u.test(asChar(args[0])),
  'isLetter(char)': ({ args }) => /^\p{L}$/u.test(asChar(args[0])),
  'isLetterOrDigit(char)': ({ args }) => /^[\p{L}\p{Nd}]$/u.test(asChar(args[0])),
  'isUpperCase(char)': ({ args }) => /^\p{Lu}$/u.test(asChar(args[0])),
  'isLowerCase(char)': ({ args }) => /^\p{Ll}$/u.test(asChar(args[0])),
  'isWhitespace(char)': ({ args }) => isJavaWhitespace(asChar(args[0]).charCodeAt(0)),
  'toUpperCase(char)': ({ args }) => singleCharacter(asChar(args[0]).toUpperCase(), asChar(args[0])),
  'toLowerCase(char)': ({ args }) => singleCharacter(asChar(args[0]).toLowerCase(), asChar(args[0])),
  'getNumericValue(char)': ({ args }) => {
    const value = Number.parseInt(asChar(args[0]), 36);
    return Number.isNaN(value) ? -1 : value;
  },
  'valueOf(char)': ({ args }) => args[0] ?? null,
  'toString(char)': ({ args }) => asChar(args[0]),
  'hashCode()': ({ self }) => self.code,
});

function singleCharacter(mapped: string, original: string): JavaCharacter {
  return JavaCharacter.of((mapped.length === 1 ? mapped : original).charCodeAt(0));
}
