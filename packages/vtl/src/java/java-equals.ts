import type { Value } from '@portico/values';
import { HostObject, JavaBigDecimal, JavaDouble, JavaList, JavaLong, JavaMap } from '@portico/values';
import { TemplateLimitError } from '../template-error.ts';
import { JavaArray, JavaMapEntry, JavaMapView, JavaSmallNumber } from './java-objects.ts';

const MAX_DEPTH = 500;

/** Java's `equals`: strict about types (`1` and `1.0` differ), by content for strings, numbers, lists, maps and their entries. */
export function javaEquals(a: Value, b: Value, depth = 0): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Number.isNaN(a) && Number.isNaN(b);
  if (depth > MAX_DEPTH) throw new TemplateLimitError('depth', 'values nest too deep to be compared');
  if (a instanceof JavaDouble) return b instanceof JavaDouble && Object.is(a.value, b.value);
  if (a instanceof JavaLong) return b instanceof JavaLong && a.value === b.value;
  if (a instanceof JavaArray || b instanceof JavaArray) return false;
  if (a instanceof JavaList) return b instanceof JavaList && sameItems(a.items, b.items, depth);
  if (a instanceof JavaMap) return b instanceof JavaMap && sameEntries(a, b, depth);
  if (a instanceof JavaBigDecimal)
    return b instanceof JavaBigDecimal && a.unscaled === b.unscaled && a.scale === b.scale;
  return b instanceof HostObject && sameObject(a, b, depth);
}

function sameItems(a: readonly Value[], b: readonly Value[], depth: number): boolean {
  return a.length === b.length && a.every((item, i) => javaEquals(item, b[i] ?? null, depth + 1));
}

function sameEntries(a: JavaMap, b: JavaMap, depth: number): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a.entries()) {
    const other = b.get(key);
    if (other === undefined || !javaEquals(value, other, depth + 1)) return false;
  }
  return true;
}

function sameObject(a: HostObject, b: HostObject, depth: number): boolean {
  if (a instanceof JavaSmallNumber) {
    return b instanceof JavaSmallNumber && a.javaType === b.javaType && Object.is(a.value, b.value);
  }
  if (a instanceof JavaMapEntry) {
    return b instanceof JavaMapEntry && javaEquals(a.key, b.key, depth + 1) && javaEquals(a.value, b.value, depth + 1);
  }
  if (a instanceof JavaMapView && b instanceof JavaMapView && a.kind !== 'values' && b.kind !== 'values') {
    const others = b.items();
    return (
      a.map.size === b.map.size && a.items().every((item) => others.some((other) => javaEquals(item, other, depth + 1)))
    );
  }
  return false;
}
