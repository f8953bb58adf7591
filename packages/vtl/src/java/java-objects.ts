import type { JavaMap, Value } from '@portico/values';
import { formatFloat, HostObject, JavaException, JavaList, toJavaString } from '@portico/values';
import { TemplateError } from '../template-error.ts';

/** Java objects that only a template's own calls make; they have method tables (`method-tables.ts`) and nothing else. */
export abstract class JavaObject extends HostObject {
  /** Key of the method table. */
  abstract readonly javaType: JavaObjectType;
}

export type JavaObjectType =
  | 'Character'
  | 'Float'
  | 'Short'
  | 'Byte'
  | 'Collection'
  | 'Entry'
  | 'Iterator'
  | 'Stream'
  | 'ForeachScope';

export class JavaCharacter extends JavaObject {
  override readonly javaType = 'Character';
  readonly code: number;
  static readonly #instances = new Map<number, JavaCharacter>();

  private constructor(code: number) {
    super(String.fromCharCode(code));
    this.code = code;
  }

  /** Equal characters are the same object, as keys of a map have to be. */
  static of(code: number): JavaCharacter {
    let instance = JavaCharacter.#instances.get(code);
    if (instance === undefined) {
      instance = new JavaCharacter(code);
      JavaCharacter.#instances.set(code, instance);
    }
    return instance;
  }
}

/** A Java `Float`, `Short` or `Byte`. */
export class JavaSmallNumber extends JavaObject {
  override readonly javaType: 'Float' | 'Short' | 'Byte';
  readonly value: number;

  constructor(javaType: 'Float' | 'Short' | 'Byte', value: number) {
    super(javaType === 'Float' ? formatFloat(value) : String(value));
    this.javaType = javaType;
    this.value = value;
  }
}

/** A Java array: a list of fixed size that knows what it holds. */
export class JavaArray extends JavaList {
  readonly elementType: 'String' | 'char' | 'byte' | 'Object';
  constructor(elementType: JavaArray['elementType'], items: Value[]) {
    super(items, 'array');
    this.elementType = elementType;
  }
}

/** What an iteration needs to know of the collection it runs over. */
export interface Modifiable {
  readonly modifications: number;
}

/** A position in a collection. Changing the collection under it makes the next step fail, as in Java. */
export class Cursor {
  readonly items: readonly Value[];
  index = 0;
  readonly #source: Modifiable;
  readonly #removeAt: ((index: number) => void) | undefined;
  #expected: number;
  #canRemove = false;

  /** `removeAt` takes the element out of the collection and of `items`. */
  constructor(items: readonly Value[], source: Modifiable, removeAt?: (index: number) => void) {
    this.items = items;
    this.#source = source;
    this.#removeAt = removeAt;
    this.#expected = source.modifications;
  }

  get hasNext(): boolean {
    return this.index !== this.items.length;
  }

  next(): Value {
    this.#checkUnchanged();
    const item = this.items[this.index];
    if (item === undefined) throw new TemplateError('NoSuchElementException', 'the iterator has no more elements');
    this.index++;
    this.#canRemove = true;
    return item;
  }

  /** Takes out what `next` returned last. */
  remove(): void {
    if (!this.#canRemove) throw new JavaException('IllegalStateException', 'nothing to remove');
    if (this.#removeAt === undefined) throw new JavaException('UnsupportedOperationException', 'remove');
    this.#checkUnchanged();
    this.#removeAt(--this.index);
    this.#canRemove = false;
    this.#expected = this.#source.modifications;
  }

  #checkUnchanged(): void {
    if (this.#source.modifications !== this.#expected) {
      throw new TemplateError(
        'ConcurrentModificationException',
        'the collection was changed while a loop runs over it',
      );
    }
  }
}

export class JavaIterator extends JavaObject {
  override readonly javaType = 'Iterator';
  readonly cursor: Cursor;
  constructor(cursor: Cursor) {
    super('java.util.Iterator@1b2c3d4e');
    this.cursor = cursor;
  }
}

/** `keySet()`, `values()` or `entrySet()`: a live view of a map. */
export class JavaMapView extends JavaObject {
  override readonly javaType = 'Collection';
  readonly map: JavaMap;
  readonly kind: 'keys' | 'values' | 'entries';

  constructor(map: JavaMap, kind: JavaMapView['kind']) {
    super(kind);
    this.map = map;
    this.kind = kind;
  }

  items(): Value[] {
    if (this.kind === 'keys') return [...this.map.keys()];
    if (this.kind === 'values') return [...this.map.values()];
    return Array.from(this.map.keys(), (key) => new JavaMapEntry(this.map, key));
  }

  override toJavaString(maxLength: number): string {
    return toJavaString(new JavaList(this.items()), maxLength);
  }
}

export class JavaMapEntry extends JavaObject {
  override readonly javaType = 'Entry';
  readonly map: JavaMap;
  readonly key: Value;

  constructor(map: JavaMap, key: Value) {
    super('entry');
    this.map = map;
    this.key = key;
  }

  get value(): Value {
    return this.map.get(this.key) ?? null;
  }

  override toJavaString(maxLength: number): string {
    const key = toJavaString(this.key, maxLength);
    return `${key}=${toJavaString(this.value, maxLength - key.length)}`;
  }
}

/** A stream over elements; it can be used once. */
export class JavaStream extends JavaObject {
  override readonly javaType = 'Stream';
  #items: readonly Value[] | undefined;

  constructor(items: readonly Value[]) {
    super('java.util.stream.ReferencePipeline@1b2c3d4e');
    this.#items = items;
  }

  take(): readonly Value[] {
    const items = this.#items;
    if (items === undefined)
      throw new JavaException('IllegalStateException', 'stream has already been operated upon or closed');
    this.#items = undefined;
    return items;
  }
}
