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

/**
 * A Java `LinkedHashMap`: insertion order, keys of any value, key equality as in Java (`1` and `1.0` are two keys).
 * `modifications` counts structural changes.
 */
export class JavaMap {
  readonly #values = new Map<Value, Value>();
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

  get size(): number {
    return this.#values.size;
  }

  /** The value, `null` for a key with a null value, `undefined` for no such key. */
  get(key: Value): Value | undefined {
    return this.#values.get(this.#identity(key));
  }

  has(key: Value): boolean {
    return this.#values.has(this.#identity(key));
  }

  set(key: Value, value: Value): void {
    let identity = this.#identity(key);
    if (isWrapped(key) && !this.#values.has(identity)) {
      this.#wrapped ??= new Map();
      this.#wrapped.set(canonical(key), key);
      identity = key;
    }
    const before = this.#values.size;
    this.#values.set(identity, value);
    if (this.#values.size !== before) this.modifications++;
  }

  /** True when the key was there. */
  delete(key: Value): boolean {
    const removed = this.#values.delete(this.#identity(key));
    if (removed) {
      this.modifications++;
      if (isWrapped(key)) this.#wrapped?.delete(canonical(key));
    }
    return removed;
  }

  clear(): void {
    if (this.#values.size > 0) this.modifications++;
    this.#values.clear();
    this.#wrapped = undefined;
  }

  keys(): IterableIterator<Value> {
    return this.#values.keys();
  }

  values(): IterableIterator<Value> {
    return this.#values.values();
  }

  entries(): IterableIterator<[Value, Value]> {
    return this.#values.entries();
  }

  #identity(key: Value): Value {
    if (!isWrapped(key)) return key;
    return this.#wrapped?.get(canonical(key)) ?? key;
  }
}

/** A method of a host object. Throwing becomes the engine's MethodInvocationException; `undefined` means that there is no such overload. */
export type HostMethod = (args: readonly Value[]) => Value | undefined;

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
    methods: ReadonlyMap<string, HostMethod> = new Map(),
    properties: ReadonlyMap<string, () => Value> = new Map(),
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
