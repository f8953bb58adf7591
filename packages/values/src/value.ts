/**
 * The value model: what a template, a JSONPath expression and a typed model answer see.
 *
 * JSON text becomes Java's types, because the service's template engine runs on Java values
 * (spec: Velocity 1.7 templates, "JSON becomes"):
 *
 * | Java                 | here                                                    |
 * | -------------------- | ------------------------------------------------------- |
 * | null                 | `null`                                                  |
 * | Boolean              | `boolean`                                               |
 * | String               | `string` (UTF-16 code units, as in Java)                |
 * | Integer              | `number` that is an integer within 32 bits              |
 * | Double, non-integral | `number` (NaN and the infinities included)              |
 * | Double, integral     | `JavaDouble` (`1.0`, `-0.0`, `1e21`)                    |
 * | Long                 | `JavaLong` (64 bits, whatever its magnitude)            |
 * | BigInteger           | `bigint`                                                |
 * | List                 | `JavaList`                                              |
 * | Map                  | `JavaMap` (insertion order)                             |
 * | BigDecimal           | `JavaBigDecimal`, a `HostObject`                        |
 * | any other object     | `HostObject` (a closed table of properties and methods) |
 *
 * Nothing here has a JavaScript prototype that a template could reach: look-ups go through these classes only.
 */
export type Value = null | boolean | string | number | bigint | JavaLong | JavaDouble | JavaList | JavaMap | HostObject;

/** A Java `Double` whose value is integral (or negative zero): `1.0` differs from the Integer `1`. */
export class JavaDouble {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A Java `Long`: a signed 64-bit integer. The value is always within range. */
export class JavaLong {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

/** How a list prints: `list` as Java does (`[a, b]`), `json` as compact JSON (arrays that came from JSON text). */
export type ListKind = 'list' | 'json' | 'array';

/**
 * A Java `List` (`kind: 'list'`), the service's `JSONArray` (`'json'`, prints as compact JSON) or a Java array (`'array'`, fixed size).
 * Whoever adds or removes elements increments `modifications` (a loop over the list then fails as Java's does).
 */
export class JavaList {
  readonly items: Value[];
  readonly kind: ListKind;
  modifications = 0;
  constructor(items: Value[], kind: ListKind = 'list') {
    this.items = items;
    this.kind = kind;
  }
}

/** An object as JSON.parse makes it. */
export type ParsedObject = Record<string, unknown>;

/**
 * A Java `LinkedHashMap`: insertion order, keys of any value, key equality as in Java (`1` and `1.0` are two keys).
 * `modifications` counts structural changes.
 */
export class JavaMap {
  /** What JSON.parse made, until something changes the map or lists it: values in it become Java's when they are first read. */
  #parsed: ParsedObject | undefined;
  #lists: ListKind = 'list';
  #values: Map<Value, Value> | undefined;
  /** Canonical text of a wrapped key (Long, integral Double, list, map) to the object that is the key in `#values`. */
  #wrapped: Map<string, Value> | undefined;
  modifications = 0;
  /** False for the maps that API Gateway has in `$context`: they print nothing. */
  readonly isPrinted: boolean;

  constructor(isPrinted = true) {
    this.isPrinted = isPrinted;
  }

  static of(entries: Iterable<readonly [Value, Value]>): JavaMap {
    const map = new JavaMap();
    for (const [key, value] of entries) map.set(key, value);
    return map;
  }

  /** From own enumerable properties of a plain object, in their order. */
  static fromRecord(record: Readonly<Record<string, Value>>): JavaMap {
    const map = new JavaMap();
    for (const key of Object.keys(record)) map.set(key, record[key] ?? null);
    return map;
  }

  /**
   * Takes over an object that JSON.parse has made and that nobody else has. No key may look like an array index, and a number that is an
   * integer has to be one that Java reads as Integer or Long.
   */
  static fromParsed(parsed: ParsedObject, lists: ListKind): JavaMap {
    const map = new JavaMap();
    map.#parsed = parsed;
    map.#lists = lists;
    return map;
  }

  get size(): number {
    return this.#map().size;
  }

  /** The value, `null` for a key with a null value, `undefined` for no such key. */
  get(key: Value): Value | undefined {
    const parsed = this.#parsed;
    if (parsed !== undefined) return typeof key === 'string' ? this.#read(parsed, key) : undefined;
    return this.#values?.get(typeof key === 'object' ? this.#identity(key) : key);
  }

  /**
   * For a reader of one fixed name that no JavaScript object inherits: a string, number, JavaMap or JavaList under that name is what `get`
   * gives (`-0` for 0 apart); for anything else there has to be asked.
   */
  get parsed(): Readonly<ParsedObject> | undefined {
    return this.#parsed;
  }

  has(key: Value): boolean {
    const parsed = this.#parsed;
    if (parsed !== undefined) return typeof key === 'string' && Object.hasOwn(parsed, key);
    return this.#map().has(this.#identity(key));
  }

  set(key: Value, value: Value): void {
    const values = this.#map();
    let identity = this.#identity(key);
    if (isWrapped(key) && !values.has(identity)) {
      this.#wrapped ??= new Map();
      this.#wrapped.set(canonical(key), key);
      identity = key;
    }
    const before = values.size;
    values.set(identity, value);
    if (values.size !== before) this.modifications++;
  }

  /** True when the key was there. */
  delete(key: Value): boolean {
    const removed = this.#map().delete(this.#identity(key));
    if (removed) {
      this.modifications++;
      if (isWrapped(key)) this.#wrapped?.delete(canonical(key));
    }
    return removed;
  }

  clear(): void {
    const values = this.#map();
    if (values.size > 0) this.modifications++;
    values.clear();
    this.#wrapped = undefined;
  }

  keys(): IterableIterator<Value> {
    return this.#map().keys();
  }

  values(): IterableIterator<Value> {
    return this.#map().values();
  }

  entries(): IterableIterator<[Value, Value]> {
    return this.#map().entries();
  }

  #identity(key: Value): Value {
    if (!isWrapped(key)) return key;
    return this.#wrapped?.get(canonical(key)) ?? key;
  }

  #map(): Map<Value, Value> {
    if (this.#values !== undefined) return this.#values;
    const values = new Map<Value, Value>();
    const parsed = this.#parsed;
    if (parsed !== undefined) {
      for (const key of Object.keys(parsed)) values.set(key, valueOfParsed(parsed[key], this.#lists));
      this.#parsed = undefined;
    }
    this.#values = values;
    return values;
  }

  #read(parsed: ParsedObject, key: string): Value | undefined {
    if (!Object.hasOwn(parsed, key)) return undefined;
    const raw = parsed[key];
    if (typeof raw !== 'object' || raw === null || isJava(raw)) return valueOfParsed(raw, this.#lists);
    const value = valueOfParsed(raw, this.#lists);
    parsed[key] = value;
    return value;
  }
}

/** A value that JSON.parse has made. An array is taken over: it becomes the items of the list. */
export function valueOfParsed(raw: unknown, lists: ListKind): Value {
  switch (typeof raw) {
    case 'string':
    case 'boolean':
      return raw;
    case 'number':
      // JSON has no negative zero that is an Integer.
      if ((raw | 0) === raw) return raw | 0;
      return Number.isInteger(raw) ? new JavaLong(BigInt(raw)) : raw;
    case 'object':
      if (raw === null) return null;
      if (Array.isArray(raw)) return listOfParsed(raw, lists);
      return isJava(raw) ? raw : JavaMap.fromParsed(raw as ParsedObject, lists);
    default:
      throw new Error(`JSON.parse makes no ${typeof raw}`);
  }
}

function listOfParsed(items: unknown[], lists: ListKind): JavaList {
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item !== 'string') items[i] = valueOfParsed(item, lists);
  }
  return new JavaList(items as Value[], lists);
}

/** A value that has taken the place of what JSON.parse made. */
function isJava(value: object): value is JavaMap | JavaList {
  return value instanceof JavaMap || value instanceof JavaList;
}

/** A method of a host object. Throwing becomes the engine's MethodInvocationException; `undefined` means that there is no such overload. */
export type HostMethod = (args: readonly Value[]) => Value | undefined;

const NO_METHODS: ReadonlyMap<string, HostMethod> = new Map();
const NO_PROPERTIES: ReadonlyMap<string, () => Value> = new Map();

/**
 * An object that the host offers to a template (`$input`, `$util`): closed tables, nothing else is reachable.
 * `null` from a property or method is Java's null.
 */
export class HostObject {
  readonly name: string;
  readonly properties: ReadonlyMap<string, () => Value>;
  readonly methods: ReadonlyMap<string, HostMethod>;
  constructor(
    name: string,
    methods: ReadonlyMap<string, HostMethod> = NO_METHODS,
    properties: ReadonlyMap<string, () => Value> = NO_PROPERTIES,
  ) {
    this.name = name;
    this.methods = methods;
    this.properties = properties;
  }

  /** What the object prints as. */
  toJavaString(_maxLength: number): string {
    return this.name;
  }
}

function isWrapped(key: Value): boolean {
  return typeof key === 'object' && key !== null && !(key instanceof HostObject);
}

function canonical(key: Value): string {
  if (key instanceof JavaLong) return `L${key.value}`;
  if (key instanceof JavaDouble) return Object.is(key.value, -0) ? 'D-0' : `D${key.value}`;
  if (key instanceof JavaList) return `[${key.items.map(canonical).join(',')}]`;
  if (key instanceof JavaMap)
    return `{${[...key.entries()].map(([k, v]) => `${canonical(k)}=${canonical(v)}`).join(',')}}`;
  return typeof key === 'string' ? JSON.stringify(key) : `${typeof key}:${String(key)}`;
}
