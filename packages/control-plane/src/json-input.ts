import { AwsError } from '@portico/wire';

/** A JSON object as it arrived: read it through the functions below only. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in a request's body; an empty body is an empty object. Throws SerializationException for anything else. */
export function parseInput(body: Uint8Array): JsonObject {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new AwsError('SerializationException', 400, 'The request body is not valid JSON.', { cause });
  }
  if (!isObject(parsed)) throw unconvertible(parsed, 'Object');
  return parsed;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is absent and a member that is null are the same. */
function member(input: JsonObject, name: string): unknown {
  return Object.hasOwn(input, name) ? (input[name] ?? undefined) : undefined;
}

export function readString(input: JsonObject, name: string): string | undefined {
  const value = member(input, name);
  if (value === undefined || typeof value === 'string') return value;
  throw unconvertible(value, 'String');
}

export function readBoolean(input: JsonObject, name: string): boolean | undefined {
  const value = member(input, name);
  if (value === undefined || typeof value === 'boolean') return value;
  throw unconvertible(value, 'Boolean');
}

export function readNumber(input: JsonObject, name: string): number | undefined {
  const value = member(input, name);
  if (value === undefined || typeof value === 'number') return value;
  throw unconvertible(value, 'Double');
}

export function readObject(input: JsonObject, name: string): JsonObject | undefined {
  const value = member(input, name);
  if (value === undefined || isObject(value)) return value;
  throw unconvertible(value, 'Object');
}

export function readStringMap(input: JsonObject, name: string): Readonly<Record<string, string>> | undefined {
  const map = member(input, name);
  if (map === undefined) return undefined;
  if (!isObject(map)) throw unconvertible(map, 'Map');
  for (const value of Object.values(map)) if (typeof value !== 'string') throw unconvertible(value, 'String');
  return map as Readonly<Record<string, string>>;
}

/** A map whose values may be null: templates, which null takes away. */
export function readNullableStringMap(
  input: JsonObject,
  name: string,
): Readonly<Record<string, string | null>> | undefined {
  const map = member(input, name);
  if (map === undefined) return undefined;
  if (!isObject(map)) throw unconvertible(map, 'Map');
  for (const value of Object.values(map)) {
    if (value !== null && typeof value !== 'string') throw unconvertible(value, 'String');
  }
  return map as Readonly<Record<string, string | null>>;
}

export function readBooleanMap(input: JsonObject, name: string): Readonly<Record<string, boolean>> | undefined {
  const map = member(input, name);
  if (map === undefined) return undefined;
  if (!isObject(map)) throw unconvertible(map, 'Map');
  for (const value of Object.values(map)) if (typeof value !== 'boolean') throw unconvertible(value, 'Boolean');
  return map as Readonly<Record<string, boolean>>;
}

export function readStrings(input: JsonObject, name: string): readonly string[] | undefined {
  const list = member(input, name);
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw unconvertible(list, 'List');
  for (const item of list) if (typeof item !== 'string') throw unconvertible(item, 'String');
  return list;
}

export function readObjects(input: JsonObject, name: string): readonly JsonObject[] | undefined {
  const list = member(input, name);
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw unconvertible(list, 'List');
  return list.map((item) => {
    if (!isObject(item)) throw unconvertible(item, 'Object');
    return item;
  });
}

/** The service names the Java class that its parser met (spec: control plane, section 1). */
export function unconvertible(value: unknown, target: string): AwsError {
  return new AwsError('SerializationException', 400, `class ${javaClass(value)} can not be converted to an ${target}`);
}

function javaClass(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return 'java.lang.Boolean';
    case 'string':
      return 'java.lang.String';
    case 'number':
      return Number.isInteger(value) ? 'java.lang.Integer' : 'java.lang.Double';
    default:
      return Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap';
  }
}
