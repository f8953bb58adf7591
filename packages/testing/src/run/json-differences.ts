import { HostObject, JavaDouble, JavaList, JavaLong, JavaMap, type Value } from '@portico/values';
import { describeValue } from '../describe-value.ts';

const MAX_DIFFERENCES = 20;

/**
 * How two JSON values differ, a line each: `$.instances[0].in1: expected [101], got [131]`. Order of members does not matter, and numbers
 * are compared by value: 1, 1.0 and 1e0 are equal.
 */
export function jsonDifferences(expected: Value, actual: Value): readonly string[] {
  const found: string[] = [];
  compare(expected, actual, '$', found);
  return found.length > MAX_DIFFERENCES
    ? [...found.slice(0, MAX_DIFFERENCES), `${found.length - MAX_DIFFERENCES} more`]
    : found;
}

function compare(expected: Value, actual: Value, path: string, found: string[]): void {
  if (expected instanceof JavaMap && actual instanceof JavaMap) {
    for (const [key, value] of expected.entries()) {
      const other = actual.get(key);
      if (other === undefined) found.push(`${path}${step(key)}: expected ${describeValue(value)}, got nothing`);
      else compare(value, other, path + step(key), found);
    }
    for (const [key, value] of actual.entries()) {
      if (!expected.has(key)) found.push(`${path}${step(key)}: expected nothing, got ${describeValue(value)}`);
    }
    return;
  }
  if (expected instanceof JavaList && actual instanceof JavaList) {
    expected.items.forEach((value, i) => {
      const other = actual.items[i];
      if (other === undefined) found.push(`${path}[${i}]: expected ${describeValue(value)}, got nothing`);
      else compare(value, other, `${path}[${i}]`, found);
    });
    actual.items.slice(expected.items.length).forEach((value, i) => {
      found.push(`${path}[${expected.items.length + i}]: expected nothing, got ${describeValue(value)}`);
    });
    return;
  }
  if (!isSameScalar(expected, actual))
    found.push(`${path}: expected ${describeValue(expected)}, got ${describeValue(actual)}`);
}

function isSameScalar(a: Value, b: Value): boolean {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) return a === b;
  // A BigInt and a number compare by their exact values.
  return x <= y && x >= y;
}

function numberOf(value: Value): number | bigint | undefined {
  if (value instanceof JavaDouble || value instanceof JavaLong) return value.value;
  if (value instanceof HostObject) return undefined;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

function step(key: Value): string {
  const name = String(key);
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
