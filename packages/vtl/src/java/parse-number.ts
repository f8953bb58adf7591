import type { Value } from '@portico/values';
import { JavaException } from '@portico/values';
import { nullPointer } from './java-arguments.ts';
import { strip } from './java-characters.ts';

/** Integer.parseInt and Long.parseLong: digits of the radix with an optional sign, nothing around them. */
export function parseJavaInteger(text: Value | undefined, radix: number, bits: 8 | 16 | 32 | 64): bigint {
  if (typeof text !== 'string') throw numberFormat(`Cannot parse null string`);
  if (radix < 2 || radix > 36) throw numberFormat(`radix ${radix} out of range`);
  const [, sign, digits] = /^([+-]?)([0-9a-z]+)$/i.exec(text) ?? [];
  if (digits === undefined || digits.length > 100) throw numberFormat(`For input string: "${text}"`);
  let value = 0n;
  for (const character of digits) {
    const digit = Number.parseInt(character, 36);
    if (digit >= radix) throw numberFormat(`For input string: "${text}"`);
    value = value * BigInt(radix) + BigInt(digit);
  }
  if (sign === '-') value = -value;
  if (BigInt.asIntN(bits, value) !== value) throw numberFormat(`For input string: "${text}"`);
  return value;
}

const DECIMAL = /^[+-]?(?:NaN|Infinity|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;
const HEXADECIMAL = /^([+-]?)0[xX](?:([0-9a-fA-F]+)\.?|([0-9a-fA-F]*)\.([0-9a-fA-F]+))[pP]([+-]?\d+)[fFdD]?$/;

/** Double.parseDouble: blanks around are allowed, so are `1d`, `.5`, `NaN`, `Infinity` and hexadecimal floats. */
export function parseJavaDouble(text: Value | undefined): number {
  if (typeof text !== 'string') throw nullPointer();
  const trimmed = strip(text, 'both', (code) => code <= 32);
  if (DECIMAL.test(trimmed)) return Number(trimmed.replace(/[fFdD]$/, ''));
  const hexadecimal = HEXADECIMAL.exec(trimmed);
  if (hexadecimal !== null) return hexadecimalDouble(hexadecimal);
  throw numberFormat(trimmed === '' ? 'empty String' : `For input string: "${text}"`);
}

function hexadecimalDouble([, sign, whole, integer, fraction, exponent]: RegExpExecArray): number {
  const digits = whole ?? `${integer ?? ''}${fraction ?? ''}`;
  const scale = Number(exponent) - 4 * (whole === undefined ? (fraction ?? '').length : 0);
  const magnitude = Number(BigInt(`0x${digits}`)) * 2 ** scale;
  return sign === '-' ? -magnitude : magnitude;
}

function numberFormat(message: string): JavaException {
  return new JavaException('NumberFormatException', message);
}
