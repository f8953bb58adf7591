import type { Value } from '@portico/values';
import { JavaException, JavaMap } from '@portico/values';
import type { Budget } from '../limits.ts';
import type { ForeachScope } from '../runtime/foreach-scope.ts';
import { nullPointer } from './java-arguments.ts';
import { javaEquals } from './java-equals.ts';
import { javaHashCode } from './java-hash.ts';
import type { JavaMapEntry } from './java-objects.ts';
import { Cursor, JavaArray, JavaIterator, JavaMapView, JavaStream } from './java-objects.ts';
import { itemsOf } from './list-methods.ts';
import type { MethodTable } from './overloads.ts';
import { methodTable } from './overloads.ts';

export const MAP_METHODS: MethodTable = methodTable<JavaMap>({
  'size()': ({ self }) => self.size,
  'isEmpty()': ({ self }) => self.size === 0,
  'get(Object)': ({ self, args }) => self.get(args[0] ?? null) ?? null,
  'getOrDefault(Object,Object)': ({ self, args }) => {
    const value = self.get(args[0] ?? null);
    return value === undefined ? (args[1] ?? null) : value;
  },
  'put(Object,Object)': ({ self, args }) => put(self, args[0], args[1]),
  'putIfAbsent(Object,Object)': ({ self, args }) => {
    const old = self.get(args[0] ?? null) ?? null;
    if (old === null) put(self, args[0], args[1]);
    return old;
  },
  'putAll(Map)': ({ self, args, budget }) => {
    putAll(self, args[0], budget);
  },
  'remove(Object)': ({ self, args }) => remove(self, args[0]),
  'remove(Object,Object)': ({ self, args }) => {
    const [key = null, value = null] = args;
    return holds(self, key, value) && self.delete(key);
  },
  'replace(Object,Object)': ({ self, args }) => (self.has(args[0] ?? null) ? put(self, args[0], args[1]) : null),
  'replace(Object,Object,Object)': ({ self, args }) => {
    const [key = null, value = null] = args;
    if (!holds(self, key, value)) return false;
    put(self, key, args[2]);
    return true;
  },
  'containsKey(Object)': ({ self, args }) => self.has(args[0] ?? null),
  'containsValue(Object)': ({ self, args, budget }) => {
    budget.spend(self.size);
    return [...self.values()].some((value) => javaEquals(value, args[0] ?? null));
  },
  'clone()': ({ self, budget }) => {
    budget.spend(self.size);
    return JavaMap.of(self.entries());
  },
  'keySet()': ({ self }) => new JavaMapView(self, 'keys'),
  'values()': ({ self }) => new JavaMapView(self, 'values'),
  'entrySet()': ({ self }) => new JavaMapView(self, 'entries'),
  'clear()': ({ self }) => {
    self.clear();
    return undefined;
  },
  'hashCode()': ({ self, budget }) => {
    budget.spend(self.size);
    return javaHashCode(self);
  },
});

/** Whether a key is there with just this value. */
function holds(map: JavaMap, key: Value, value: Value): boolean {
  const found = map.get(key);
  return found !== undefined && javaEquals(found, value);
}

function put(map: JavaMap, key: Value | undefined, value: Value | undefined): Value {
  const old = map.get(key ?? null) ?? null;
  map.set(key ?? null, value ?? null);
  return old;
}

function putAll(map: JavaMap, other: Value | undefined, budget: Budget): void {
  if (!(other instanceof JavaMap)) throw nullPointer();
  budget.spend(other.size);
  for (const [key, value] of [...other.entries()]) map.set(key, value);
}

function remove(map: JavaMap, key: Value | undefined): Value {
  const old = map.get(key ?? null) ?? null;
  map.delete(key ?? null);
  return old;
}

/** `keySet()`, `values()`, `entrySet()`. */
export const VIEW_METHODS: MethodTable = methodTable<JavaMapView>({
  'size()': ({ self }) => self.map.size,
  'isEmpty()': ({ self }) => self.map.size === 0,
  'contains(Object)': ({ self, args, budget }) => {
    budget.spend(self.map.size);
    return self.items().some((item) => javaEquals(item, args[0] ?? null));
  },
  'containsAll(Collection)': ({ self, args, budget }) => {
    const others = itemsOf(args[0]);
    budget.spend(self.map.size * others.length);
    const items = self.items();
    return others.every((other) => items.some((item) => javaEquals(item, other)));
  },
  'iterator()': ({ self, budget }) => {
    budget.spend(self.map.size);
    const items = self.items();
    const keys = [...self.map.keys()];
    const remove = (index: number) => {
      items.splice(index, 1);
      self.map.delete(keys.splice(index, 1)[0] ?? null);
    };
    return new JavaIterator(new Cursor(items, self.map, remove));
  },
  'remove(Object)': ({ self, args, budget }) => {
    budget.spend(self.map.size);
    const index = self.items().findIndex((item) => javaEquals(item, args[0] ?? null));
    if (index < 0) return false;
    const key = [...self.map.keys()][index];
    return self.map.delete(key ?? null);
  },
  'removeAll(Collection)': ({ self, args, budget }) => {
    const others = itemsOf(args[0]);
    budget.spend(self.map.size * (1 + others.length));
    return removeWhere(self, (item) => others.some((other) => javaEquals(item, other)));
  },
  'retainAll(Collection)': ({ self, args, budget }) => {
    const others = itemsOf(args[0]);
    budget.spend(self.map.size * (1 + others.length));
    return removeWhere(self, (item) => !others.some((other) => javaEquals(item, other)));
  },
  'add(Object)': () => {
    throw new JavaException('UnsupportedOperationException', 'a view of a map takes no elements');
  },
  'addAll(Collection)': ({ args }) => {
    if (itemsOf(args[0]).length === 0) return false;
    throw new JavaException('UnsupportedOperationException', 'a view of a map takes no elements');
  },
  'stream()': ({ self, budget }) => {
    budget.spend(self.map.size);
    return new JavaStream(self.items());
  },
  'toArray()': ({ self, budget }) => {
    budget.spend(self.map.size);
    return new JavaArray('Object', self.items());
  },
  'clear()': ({ self }) => {
    self.map.clear();
    return undefined;
  },
  'hashCode()': ({ self, budget }) => {
    budget.spend(self.map.size);
    return javaHashCode(self);
  },
});

/** Takes out of the map what a test says of the elements of a view. */
function removeWhere(view: JavaMapView, isRemoved: (item: Value) => boolean): boolean {
  const items = view.items();
  const removed = [...view.map.keys()].filter((_, i) => isRemoved(items[i] ?? null));
  for (const key of removed) view.map.delete(key);
  return removed.length > 0;
}

export const ENTRY_METHODS: MethodTable = methodTable<JavaMapEntry>({
  'getKey()': ({ self }) => self.key,
  'getValue()': ({ self }) => self.value,
  'setValue(Object)': ({ self, args }) => put(self.map, self.key, args[0]),
  'hashCode()': ({ self }) => javaHashCode(self),
});

export const ITERATOR_METHODS: MethodTable = methodTable<JavaIterator>({
  'hasNext()': ({ self }) => self.cursor.hasNext,
  'next()': ({ self }) => self.cursor.next(),
  'remove()': ({ self }) => {
    self.cursor.remove();
    return undefined;
  },
});

/** `$foreach`: its own properties, and a map, whose keys are also looked up in the loops around. */
export const FOREACH_METHODS: MethodTable = methodTable<ForeachScope>({
  'getIndex()': ({ self }) => self.index,
  'getCount()': ({ self }) => self.index + 1,
  'hasNext()': ({ self }) => self.hasNext,
  'getHasNext()': ({ self }) => self.hasNext,
  'isFirst()': ({ self }) => self.index < 1,
  'getFirst()': ({ self }) => self.index < 1,
  'isLast()': ({ self }) => !self.hasNext,
  'getLast()': ({ self }) => !self.hasNext,
  'getParent()': ({ self }) => self.parent,
  'getTopmost()': ({ self }) => self.topmost,
  'getReplaced()': ({ self }) => self.replaced ?? self.parent?.replaced ?? null,
  'get(Object)': ({ self, args }) => self.get(args[0] ?? null),
  'getOrDefault(Object,Object)': ({ self, args }) => {
    const value = self.get(args[0] ?? null);
    return value === null && !self.storage.has(args[0] ?? null) ? (args[1] ?? null) : value;
  },
  'put(Object,Object)': ({ self, args }) => put(self.storage, args[0], args[1]),
  'putIfAbsent(Object,Object)': ({ self, args }) => {
    const old = self.get(args[0] ?? null);
    return old ?? put(self.storage, args[0], args[1]);
  },
  'putAll(Map)': ({ self, args, budget }) => {
    putAll(self.storage, args[0], budget);
  },
  'remove(Object)': ({ self, args }) => remove(self.storage, args[0]),
  'remove(Object,Object)': ({ self, args }) => {
    const [key = null, value = null] = args;
    const old = self.get(key);
    if ((old === null && !self.storage.has(key)) || !javaEquals(old, value)) return false;
    self.storage.delete(key);
    return true;
  },
  'replace(Object,Object)': ({ self, args }) =>
    self.get(args[0] ?? null) !== null || self.storage.has(args[0] ?? null)
      ? put(self.storage, args[0], args[1])
      : null,
  'replace(Object,Object,Object)': ({ self, args }) => {
    const [key = null, value = null] = args;
    const old = self.get(key);
    if ((old === null && !self.storage.has(key)) || !javaEquals(old, value)) return false;
    put(self.storage, key, args[2]);
    return true;
  },
  'clear()': ({ self }) => {
    self.storage.clear();
    return undefined;
  },
  'size()': ({ self }) => self.storage.size,
  'isEmpty()': ({ self }) => self.storage.size === 0,
  'containsValue(Object)': ({ self, args, budget }) => {
    budget.spend(self.storage.size);
    return [...self.storage.values()].some((value) => javaEquals(value, args[0] ?? null));
  },
  'containsKey(Object)': ({ self, args }) => self.storage.has(args[0] ?? null),
  'keySet()': ({ self }) => new JavaMapView(self.storage, 'keys'),
  'values()': ({ self }) => new JavaMapView(self.storage, 'values'),
  'entrySet()': ({ self }) => new JavaMapView(self.storage, 'entries'),
  'hashCode()': ({ self }) => javaHashCode(self.storage),
});
