import type { Value } from '@portico/values';
import { JavaMap, toJavaString } from '@portico/values';
import { inHashOrder } from '../java/hash-order.ts';
import { JavaObject } from '../java/java-objects.ts';

/** `$foreach`: the state of a loop, and a map for whatever a template stores in it. */
export class ForeachScope extends JavaObject {
  override readonly javaType = 'ForeachScope';
  /** The directive, for `#break($foreach)`. */
  readonly owner: object;
  readonly parent: ForeachScope | null;
  /** A variable named `foreach` that the outermost loop hides. */
  readonly replaced: Value;
  readonly storage: JavaMap = new JavaMap();
  index = -1;
  hasNext = false;

  constructor(owner: object, previous: Value) {
    super('foreach');
    this.owner = owner;
    this.parent = previous instanceof ForeachScope ? previous : null;
    this.replaced = previous instanceof ForeachScope ? null : previous;
  }

  get topmost(): ForeachScope {
    return this.parent === null ? this : this.parent.topmost;
  }

  /** Looked up here, then in the loops around. */
  get(key: Value): Value {
    return this.storage.get(key) ?? (this.storage.has(key) ? null : (this.parent?.get(key) ?? null));
  }

  override toJavaString(maxLength: number): string {
    return toJavaString(inHashOrder(this.storage), maxLength);
  }
}
