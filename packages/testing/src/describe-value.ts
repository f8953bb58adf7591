import { HostObject, JavaList, JavaMap, printJson, type Value, ValueTooLargeError } from '@portico/values';

/** A value as people read it, on one line, cut to `maxLength` characters: `"text"`, `1.0`, `["a","b"]`, `null`, `an object of $util`. */
export function describeValue(value: Value, maxLength = 80): string {
  const text = textOf(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

function textOf(value: Value): string {
  try {
    if (value instanceof HostObject) return `(${value.name})`;
    if (value instanceof JavaList && value.items.some((item) => item instanceof HostObject))
      return `(list of ${value.items.length})`;
    if (value instanceof JavaMap && value.size === 0) return '{}';
    return printJson(value);
  } catch (thrown) {
    if (thrown instanceof ValueTooLargeError) return '(a large value)';
    return `(${thrown instanceof Error ? thrown.name : 'a value'})`;
  }
}
