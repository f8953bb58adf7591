import fc from 'fast-check';

/**
 * Arbitrary JSON values that fit a JSON Schema (draft 4, the keywords that models use): type, enum, const, properties, required,
 * additionalProperties, items, minItems, maxItems, minimum, maximum, exclusive bounds, multipleOf, minLength, maxLength, oneOf, anyOf,
 * allOf of objects, and local `$ref`. Text is of every kind, with what breaks JSON (quotes, backslashes, line ends) drawn often.
 * What a keyword not listed here demands is left to the caller's validator: values are filtered through it.
 */
export function valuesOf(schema: unknown, root: unknown = schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema === true || depth > MAX_DEPTH) return fc.constantFrom<unknown>(null, 0, '', true);
  if (!isObject(schema)) return anything();
  const reference = own(schema, '$ref');
  if (typeof reference === 'string') return valuesOf(resolve(root, reference), root, depth + 1);
  const choices = own(schema, 'enum');
  if (Array.isArray(choices) && choices.length > 0) return fc.constantFrom(...choices);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const alternatives = own(schema, keyword);
    if (Array.isArray(alternatives) && alternatives.length > 0) {
      return fc.oneof(...alternatives.map((alternative) => valuesOf(alternative, root, depth + 1)));
    }
  }
  const all = own(schema, 'allOf');
  if (Array.isArray(all) && all.length > 0)
    return valuesOf(merged([{ ...schema, allOf: undefined }, ...all], root), root, depth + 1);
  const types = [own(schema, 'type') ?? implied(schema)].flat();
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, root, depth)));
}

const MAX_DEPTH = 12;
const MAX_ITEMS = 4;

type Schema = Readonly<Record<string, unknown>>;

function valuesOfType(type: unknown, schema: Schema, root: unknown, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(schema);
    case 'number':
      return fc.oneof(integers(schema), numbers(schema));
    case 'string':
      return texts(schema);
    case 'array':
      return arrays(schema, root, depth);
    case 'object':
      return objects(schema, root, depth);
    default:
      return anything();
  }
}

function implied(schema: Schema): unknown {
  if (own(schema, 'properties') !== undefined || own(schema, 'required') !== undefined) return 'object';
  if (own(schema, 'items') !== undefined) return 'array';
  return undefined;
}

function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    hostileText({}),
  );
}

function integers(schema: Schema): fc.Arbitrary<number> {
  const low = numberOf(schema, 'minimum') ?? -1_000_000;
  const high = numberOf(schema, 'maximum') ?? Math.max(low, 1_000_000);
  const step = numberOf(schema, 'multipleOf') ?? 1;
  const min = Math.ceil(low / step) + (own(schema, 'exclusiveMinimum') === true && low % step === 0 ? 1 : 0);
  const max = Math.floor(high / step) - (own(schema, 'exclusiveMaximum') === true && high % step === 0 ? 1 : 0);
  return fc.integer({ min, max: Math.max(min, max) }).map((count) => count * step);
}

function numbers(schema: Schema): fc.Arbitrary<number> {
  const min = numberOf(schema, 'minimum') ?? -1e6;
  const max = numberOf(schema, 'maximum') ?? Math.max(min, 1e6);
  return fc.double({
    min,
    max,
    noNaN: true,
    minExcluded: own(schema, 'exclusiveMinimum') === true,
    maxExcluded: own(schema, 'exclusiveMaximum') === true,
  });
}

function texts(schema: Schema): fc.Arbitrary<string> {
  const minLength = numberOf(schema, 'minLength') ?? 0;
  const maxLength = numberOf(schema, 'maxLength') ?? Math.max(minLength, 20);
  const pattern = own(schema, 'pattern');
  if (typeof pattern !== 'string') return hostileText({ minLength, maxLength });
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return hostileText({ minLength, maxLength });
  }
}

/** Text in which every character that matters to JSON and to templates is likely. */
function hostileText(bounds: { readonly minLength?: number; readonly maxLength?: number }): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...'abcxyz019 ') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '"',
        "'",
        '\\',
        '\n',
        '\t',
        '/',
        ',',
        ':',
        '{',
        '}',
        '[',
        ']',
        '$',
        '#',
        '\u0000',
        '\u2028',
        'é',
        '€',
        '😀',
      ),
    },
  );
  return fc.string({ unit, ...bounds });
}

function arrays(schema: Schema, root: unknown, depth: number): fc.Arbitrary<unknown[]> {
  const items = own(schema, 'items');
  const minLength = numberOf(schema, 'minItems') ?? 0;
  const maxLength = numberOf(schema, 'maxItems') ?? Math.max(minLength, depth > MAX_DEPTH / 2 ? 0 : MAX_ITEMS);
  if (Array.isArray(items)) return fc.tuple(...items.map((item) => valuesOf(item, root, depth + 1)));
  return fc.array(valuesOf(items ?? true, root, depth + 1), { minLength, maxLength });
}

function objects(schema: Schema, root: unknown, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const properties = own(schema, 'properties');
  const required = own(schema, 'required');
  const names = Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
    define(model, name, valuesOf(property, root, depth + 1));
  }
  for (const name of names) if (!Object.hasOwn(model, name)) define(model, name, anything());
  return fc.record(model, { requiredKeys: names, noNullPrototype: true });
}

/** `__proto__` is a name like any other. */
function define(record: object, name: string, value: unknown): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}

function merged(schemas: readonly unknown[], root: unknown): Schema {
  const properties: Record<string, unknown> = {};
  const required: unknown[] = [];
  let rest: Record<string, unknown> = {};
  for (const candidate of schemas) {
    const reference = isObject(candidate) ? own(candidate, '$ref') : undefined;
    const schema = typeof reference === 'string' ? resolve(root, reference) : candidate;
    if (!isObject(schema)) continue;
    rest = { ...rest, ...schema };
    const own_ = own(schema, 'properties');
    if (isObject(own_)) for (const [name, property] of Object.entries(own_)) define(properties, name, property);
    const names = own(schema, 'required');
    if (Array.isArray(names)) required.push(...names);
  }
  return { ...rest, properties, required, allOf: undefined };
}

/** `#/definitions/pet`. */
function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) return true;
  let found: unknown = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    found = isObject(found) ? own(found, name) : undefined;
  }
  return found ?? true;
}

function numberOf(schema: Schema, keyword: string): number | undefined {
  const value = own(schema, keyword);
  return typeof value === 'number' ? value : undefined;
}

function own(record: Schema, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
