import type { Value } from '@portico/values';
import { JavaException, JavaList } from '@portico/values';
import { intValue, javaNumber, longValue } from '../runtime/numbers.ts';
import { JavaCharacter } from './java-objects.ts';
import type { JavaType } from './java-type.ts';
import { javaType } from './java-type.ts';

/** Reading of arguments that already fit their declared types. */

export function asInt(value: Value | undefined): number {
  const number = javaNumber(value ?? null);
  return number === undefined ? 0 : intValue(number);
}

export function asLong(value: Value | undefined): bigint {
  const number = javaNumber(value ?? null);
  return number === undefined ? 0n : longValue(number);
}

export function asDouble(value: Value | undefined): number {
  return javaNumber(value ?? null)?.double ?? 0;
}

/** A String that the method goes into: null is Java's NullPointerException. */
export function asString(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw nullPointer();
}

export function asChar(value: Value | undefined): string {
  return value instanceof JavaCharacter ? value.name : '';
}

export function asList(value: Value | undefined): JavaList {
  if (value instanceof JavaList) return value;
  throw nullPointer();
}

export function nullPointer(): JavaException {
  return new JavaException('NullPointerException', 'null where an object is needed');
}

export function indexOutOfBounds(index: number, length: number): JavaException {
  return new JavaException('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`);
}

/** An argument declared as Object that has to be of one class. Throws NullPointerException and ClassCastException. */
export function asInstance(value: Value | undefined, type: JavaType): Value {
  if (value === null || value === undefined) throw nullPointer();
  if (javaType(value) !== type) throw new JavaException('ClassCastException', `not a ${type}`);
  return value;
}
