/**
 * The construct's merge rule: `override` wins, plain objects merge member by member, everything else (arrays, class
 * instances such as roles, log destinations and durations, tokens) is replaced whole. A member given as `undefined`
 * takes the default away. Neither argument is changed.
 */
export function mergeProps<T extends object>(defaults: T, override: Partial<T>): T {
  const merged = { ...defaults };
  for (const [name, value] of Object.entries(override)) {
    const before = Object.getOwnPropertyDescriptor(merged, name)?.value;
    define(merged, name, isPlainObject(before) && isPlainObject(value) ? mergeProps(before, value) : value);
  }
  return merged;
}

/** An object literal: what `{...}` or `JSON.parse` makes, and nothing that a class makes. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Sets an own property even when it is called `__proto__`. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
