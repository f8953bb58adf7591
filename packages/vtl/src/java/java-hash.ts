import type { Value } from '@portico/values';
import { type HostObject, JavaDouble, JavaList, JavaLong, JavaMap } from '@portico/values';
import { JavaCharacter, JavaMapEntry, JavaMapView, JavaSmallNumber } from './java-objects.ts';

const view = new DataView(new ArrayBuffer(8));

/** Java's `hashCode()` of a value: a signed 32-bit number. */
export function javaHashCode(value: Value): number {
  switch (typeof value) {
    case 'string':
      return hashString(value);
    case 'number':
      return Number.isInteger(value) ? value : hashDouble(value);
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return hashBigInteger(value);
  }
  if (value === null) return 0;
  if (value instanceof JavaDouble) return hashDouble(value.value);
  if (value instanceof JavaLong) return Number(BigInt.asIntN(32, value.value ^ (value.value >> 32n)));
  if (value instanceof JavaList) return hashList(value.items);
  if (value instanceof JavaMap) return hashMap(value);
  return hashObject(value);
}

function hashString(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

function hashDouble(x: number): number {
  view.setFloat64(0, Number.isNaN(x) ? Number.NaN : x);
  return view.getInt32(0) ^ view.getInt32(4);
}

/** Over the magnitude's 32-bit digits, the most significant first, times the sign. */
function hashBigInteger(value: bigint): number {
  let magnitude = value < 0n ? -value : value;
  const digits: number[] = [];
  for (; magnitude > 0n; magnitude >>= 32n) digits.push(Number(magnitude & 0xffffffffn));
  let hash = 0;
  for (const digit of digits.reverse()) hash = (Math.imul(31, hash) + digit) | 0;
  return value < 0n ? -hash | 0 : hash;
}

function hashList(items: readonly Value[]): number {
  let hash = 1;
  for (const item of items) hash = (Math.imul(31, hash) + javaHashCode(item)) | 0;
  return hash;
}

function hashMap(map: JavaMap): number {
  let hash = 0;
  for (const [key, value] of map.entries()) hash = (hash + (javaHashCode(key) ^ javaHashCode(value))) | 0;
  return hash;
}

function hashObject(value: HostObject): number {
  if (value instanceof JavaCharacter) return value.code;
  if (value instanceof JavaMapEntry) return javaHashCode(value.key) ^ javaHashCode(value.value);
  if (value instanceof JavaMapView)
    return value.items().reduce<number>((sum, item) => (sum + javaHashCode(item)) | 0, 0);
  if (value instanceof JavaSmallNumber) return hashSmallNumber(value);
  return hashString(value.name);
}

function hashSmallNumber(number: JavaSmallNumber): number {
  if (number.javaType !== 'Float') return number.value;
  view.setFloat32(0, number.value);
  return view.getInt32(0);
}
