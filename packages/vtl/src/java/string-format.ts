import type { Value } from '@portico/values';
import { formatDouble, JavaException } from '@portico/values';
import type { Budget } from '../limits.ts';
import { javaNumber } from '../runtime/numbers.ts';
import { textOf } from '../runtime/text-of.ts';
import { hexadecimalText } from './hexadecimal-float.ts';
import { javaHashCode } from './java-hash.ts';
import { JavaCharacter } from './java-objects.ts';

interface Specifier {
  readonly text: string;
  /** Number of the argument, from 1; `undefined` for the next one. */
  readonly index: number | undefined;
  readonly flags: string;
  /** -1 when there is none. */
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/**
 * String.format in the locale en-US, without dates. Without an array of arguments (null in Java) each argument is null.
 * Throws the exceptions of java.util.Formatter, which reads the whole format before it formats anything.
 */
export function formatString(format: string, args: readonly Value[] | undefined, budget: Budget): string {
  let result = '';
  let ordinary = 0;
  let last = -1;
  for (const part of parseFormat(format)) {
    if (typeof part === 'string') result += part;
    else if (part.conversion === 'n') result += '\n';
    else if (part.conversion === '%') result += pad('%', part);
    else {
      if (!part.flags.includes('<')) last = part.index === undefined ? ordinary++ : part.index - 1;
      const argument = args === undefined ? null : args[last];
      if (argument === undefined)
        throw new JavaException('MissingFormatArgumentException', `Format specifier '${part.text}'`);
      budget.checkLength(result.length + Math.max(part.width, 0) + (part.precision ?? 0));
      result += formatArgument(part, argument, budget);
    }
    budget.checkLength(result.length);
  }
  return result;
}

const SPECIFIER = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([bBhHsScCdoxXeEfgGaA%n])/y;

function parseFormat(format: string): (string | Specifier)[] {
  const parts: (string | Specifier)[] = [];
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf('%', at);
    parts.push(format.slice(at, percent === -1 ? undefined : percent));
    if (percent === -1) break;
    SPECIFIER.lastIndex = percent;
    const match = SPECIFIER.exec(format);
    if (match === null)
      throw new JavaException('UnknownFormatConversionException', `Conversion = '${format[percent + 1] ?? '%'}'`);
    const specifier = toSpecifier(match);
    checkSpecifier(specifier);
    parts.push(specifier);
    at = percent + specifier.text.length;
  }
  return parts;
}

function toSpecifier([text, index, flags, width, precision, conversion]: RegExpExecArray): Specifier {
  return {
    text,
    index: index === undefined ? undefined : Number(index),
    flags: flags ?? '',
    width: width === undefined ? -1 : Number(width),
    precision: precision === undefined ? undefined : Number(precision),
    conversion: conversion ?? '',
  };
}

function checkSpecifier({ flags, width, conversion, text }: Specifier): void {
  if (new Set(flags).size !== flags.length)
    throw new JavaException('DuplicateFormatFlagsException', `Flags = '${flags}'`);
  if ((flags.includes('-') || flags.includes('0')) && width < 0 && conversion !== 'n') {
    throw new JavaException('MissingFormatWidthException', text);
  }
  if ((flags.includes('-') && flags.includes('0')) || (flags.includes('+') && flags.includes(' '))) {
    throw new JavaException('IllegalFormatFlagsException', `Flags = '${flags}'`);
  }
}

function formatArgument(specifier: Specifier, argument: Value, budget: Budget): string {
  const lower = specifier.conversion.toLowerCase();
  const text = formatLower({ ...specifier, conversion: lower }, argument, budget);
  return lower === specifier.conversion ? text : text.toUpperCase();
}

function formatLower(specifier: Specifier, argument: Value, budget: Budget): string {
  switch (specifier.conversion) {
    case 's':
      return formatText(specifier, argument === null ? 'null' : textOf(argument, budget));
    case 'b':
      return formatText(specifier, String(argument === null ? false : typeof argument === 'boolean' ? argument : true));
    case 'h':
      return formatText(specifier, argument === null ? 'null' : (javaHashCode(argument) >>> 0).toString(16));
    case 'c':
      return formatText({ ...specifier, precision: undefined }, characterText(specifier, argument));
    case 'd':
    case 'x':
    case 'o':
      return argument === null ? formatText(specifier, 'null') : formatInteger(specifier, argument);
    case 'a':
    case 'e':
    case 'f':
    case 'g':
      return argument === null ? formatText(specifier, 'null') : formatDecimal(specifier, argument);
    default:
      throw new JavaException('UnknownFormatConversionException', `Conversion = '${specifier.conversion}'`);
  }
}

function formatText(specifier: Specifier, text: string): string {
  return pad(specifier.precision === undefined ? text : text.slice(0, specifier.precision), specifier);
}

function characterText(specifier: Specifier, argument: Value): string {
  if (argument === null) return 'null';
  if (argument instanceof JavaCharacter) return argument.name;
  const number = javaNumber(argument);
  if (number === undefined || !['Integer', 'Short', 'Byte'].includes(number.type))
    throw wrongArgument(specifier, argument);
  if (number.double < 0 || number.double > 0x10ffff)
    throw new JavaException('IllegalFormatCodePointException', String(number.double));
  return String.fromCodePoint(number.double);
}

const BITS: Readonly<Record<string, number>> = { Byte: 8, Short: 16, Integer: 32, Long: 64 };

function formatInteger(specifier: Specifier, argument: Value): string {
  const number = javaNumber(argument);
  if (number?.exact === undefined) throw wrongArgument(specifier, argument);
  if (specifier.precision !== undefined)
    throw new JavaException('IllegalFormatPrecisionException', String(specifier.precision));
  if (specifier.conversion === 'd') {
    if (specifier.flags.includes('#')) throw new JavaException('FormatFlagsConversionMismatchException', '#');
    const digits = String(number.exact < 0n ? -number.exact : number.exact);
    return signed(specifier, number.exact < 0n, specifier.flags.includes(',') ? grouped(digits) : digits);
  }
  const radix = specifier.conversion === 'x' ? 16 : 8;
  const prefix = specifier.flags.includes('#') ? (radix === 16 ? '0x' : '0') : '';
  const bits = BITS[number.type];
  if (bits === undefined)
    return signed(
      specifier,
      number.exact < 0n,
      prefix + (number.exact < 0n ? -number.exact : number.exact).toString(radix),
    );
  return zeroPadded(specifier, prefix + BigInt.asUintN(bits, number.exact).toString(radix), '');
}

function formatDecimal(specifier: Specifier, argument: Value): string {
  const number = javaNumber(argument);
  if (number === undefined || number.exact !== undefined) throw wrongArgument(specifier, argument);
  const { double } = number;
  if (!Number.isFinite(double)) {
    const isNegative = double < 0;
    return pad(
      (isNegative ? '-' : specifier.flags.includes('+') && !Number.isNaN(double) ? '+' : '') +
        (Number.isNaN(double) ? 'NaN' : 'Infinity'),
      specifier,
    );
  }
  const isNegative = double < 0 || Object.is(double, -0);
  const digits = decimalDigits(specifier, Math.abs(double));
  return signed(specifier, isNegative, specifier.flags.includes(',') ? grouped(digits) : digits);
}

function decimalDigits({ conversion, precision = 6 }: Specifier, magnitude: number): string {
  if (conversion === 'a') return hexadecimalText(magnitude);
  if (conversion === 'f') return roundDecimal(magnitude, precision);
  if (conversion === 'e') return scientific(magnitude, precision);
  const significant = Math.max(precision, 1);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 10 ** significant))
    return scientific(magnitude, significant - 1);
  const integerDigits = magnitude === 0 ? 1 : Math.floor(Math.log10(magnitude)) + 1;
  return roundDecimal(magnitude, Math.max(significant - integerDigits, 0));
}

/** Rounds half up on the shortest decimal digits of the double, as java.util.Formatter does. */
function roundDecimal(magnitude: number, precision: number): string {
  const [mantissa = '0', exponent = '0'] = magnitude.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(exponent) + 1;
  const kept = point + precision;
  const scaled = kept < 0 ? 0n : BigInt(digits.slice(0, kept).padEnd(Math.max(kept, 0), '0') || '0');
  const roundUp = kept >= 0 && kept < digits.length && (digits[kept] as string) >= '5';
  const text = String(scaled + (roundUp ? 1n : 0n)).padStart(precision + 1, '0');
  return precision === 0 ? text : `${text.slice(0, -precision)}.${text.slice(-precision)}`;
}

function scientific(magnitude: number, precision: number): string {
  if (magnitude === 0) return `${roundDecimal(0, precision)}e+00`;
  let exponent = Number(magnitude.toExponential().split('e')[1]);
  let mantissa = roundDecimal(Number(magnitude.toExponential().split('e')[0]), precision);
  if (mantissa.startsWith('10')) {
    exponent++;
    mantissa = roundDecimal(1, precision);
  }
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const separated = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

function signed(specifier: Specifier, isNegative: boolean, digits: string): string {
  const { flags } = specifier;
  if (isNegative && flags.includes('(')) return zeroPadded(specifier, `(${digits})`, '');
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return zeroPadded(specifier, digits, sign);
}

function zeroPadded(specifier: Specifier, digits: string, sign: string): string {
  if (!specifier.flags.includes('0')) return pad(sign + digits, specifier);
  const prefix = /^(?:\(|0x)?/.exec(digits)?.[0] ?? '';
  return sign + prefix + digits.slice(prefix.length).padStart(specifier.width - sign.length - prefix.length, '0');
}

function pad(text: string, { flags, width }: Specifier): string {
  if (width < 0) return text;
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function wrongArgument({ conversion }: Specifier, argument: Value): JavaException {
  const shown = typeof argument === 'number' ? formatDouble(argument) : typeof argument;
  return new JavaException('IllegalFormatConversionException', `${conversion} != ${shown}`);
}
