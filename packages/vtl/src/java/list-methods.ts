import type { Value } from '@portico/values';
import { JavaException, JavaList } from '@portico/values';
import type { Budget } from '../limits.ts';
import { asInt, indexOutOfBounds, nullPointer } from './java-arguments.ts';
import { javaEquals } from './java-equals.ts';
import { javaHashCode } from './java-hash.ts';
import { Cursor, JavaArray, JavaIterator, JavaMapView, JavaStream } from './java-objects.ts';
import type { Call, MethodTable } from './overloads.ts';
import { methodTable } from './overloads.ts';

type ListCall = Call<JavaList>;

/** What all lists and arrays answer. */
export const READ_METHODS: MethodTable = methodTable<JavaList>({
  'size()': ({ self }) => self.items.length,
  'isEmpty()': ({ self }) => self.items.length === 0,
  'get(int)': ({ self, args }) => self.items[checkIndex(self, asInt(args[0]))] ?? null,
  'set(int,Object)': ({ self, args }) => {
    const index = checkIndex(self, asInt(args[0]));
    const old = self.items[index] ?? null;
    self.items[index] = args[1] ?? null;
    return old;
  },
  'contains(Object)': (call) => indexOf(call) >= 0,
  'indexOf(Object)': (call) => indexOf(call),
  'lastIndexOf(Object)': ({ self, args, budget }) => {
    budget.spend(self.items.length);
    return self.items.findLastIndex((item) => javaEquals(item, args[0] ?? null));
  },
  'iterator()': ({ self }) =>
    new JavaIterator(new Cursor(self.items, self, self.kind === 'array' ? undefined : removal(self))),
  'hashCode()': ({ self, budget }) => {
    budget.spend(self.items.length);
    return javaHashCode(self);
  },
  'containsAll(Collection)': ({ self, args, budget }) => {
    const others = itemsOf(args[0]);
    budget.spend(self.items.length * others.length);
    return others.every((other) => self.items.some((item) => javaEquals(item, other)));
  },
  'subList(int,int)': ({ self, args, budget }) => {
    const from = asInt(args[0]);
    const to = asInt(args[1]);
    if (from < 0) throw new JavaException('IndexOutOfBoundsException', `fromIndex = ${from}`);
    if (to > self.items.length) throw new JavaException('IndexOutOfBoundsException', `toIndex = ${to}`);
    if (from > to) throw new JavaException('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
    budget.spend(to - from);
    return new JavaList(self.items.slice(from, to));
  },
  'toArray()': ({ self, budget }) => {
    budget.spend(self.items.length);
    return new JavaArray('Object', [...self.items]);
  },
});

/** What changes the length of a list. */
export const WRITE_METHODS: MethodTable = methodTable<JavaList>({
  'add(Object)': ({ self, args }) => {
    self.items.push(args[0] ?? null);
    self.modifications++;
    return true;
  },
  'add(int,Object)': ({ self, args, budget }) => {
    const index = checkInsertion(self, asInt(args[0]));
    budget.spend(1 + (self.items.length >> 4));
    self.items.splice(index, 0, args[1] ?? null);
    self.modifications++;
  },
  'addAll(Collection)': ({ self, args, budget }) => insertAll(self, self.items.length, itemsOf(args[0]), budget),
  'addAll(int,Collection)': ({ self, args, budget }) => {
    const index = checkInsertion(self, asInt(args[0]));
    return insertAll(self, index, itemsOf(args[1]), budget);
  },
  'remove(int)': ({ self, args, budget }) => {
    const index = checkIndex(self, asInt(args[0]));
    budget.spend(1 + (self.items.length >> 4));
    self.modifications++;
    return self.items.splice(index, 1)[0] ?? null;
  },
  'remove(Object)': (call) => {
    const index = indexOf(call);
    if (index < 0) return false;
    call.self.items.splice(index, 1);
    call.self.modifications++;
    return true;
  },
  'removeAll(Collection)': (call) => keep(call, (isIn) => !isIn),
  'retainAll(Collection)': (call) => keep(call, (isIn) => isIn),
  'stream()': ({ self, budget }) => {
    budget.spend(self.items.length);
    return new JavaStream([...self.items]);
  },
  'clone()': ({ self, budget }) => {
    budget.spend(self.items.length);
    return new JavaList([...self.items], self.kind);
  },
  'clear()': ({ self }) => {
    self.items.length = 0;
    self.modifications++;
  },
});

/** The elements of an argument declared as Collection. Null is Java's NullPointerException. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value instanceof JavaList) return value.items;
  if (value instanceof JavaMapView) return value.items();
  throw nullPointer();
}

function removal(list: JavaList): (index: number) => void {
  return (index) => {
    list.items.splice(index, 1);
    list.modifications++;
  };
}

export function checkInsertion(list: JavaList, index: number): number {
  if (index >= 0 && index <= list.items.length) return index;
  throw indexOutOfBounds(index, list.items.length);
}

export function checkIndex(list: JavaList, index: number): number {
  if (index >= 0 && index < list.items.length) return index;
  throw list.kind === 'array'
    ? new JavaException(
        'ArrayIndexOutOfBoundsException',
        `Index ${index} out of bounds for length ${list.items.length}`,
      )
    : indexOutOfBounds(index, list.items.length);
}

export function indexOf({ self, args, budget }: ListCall): number {
  budget.spend(self.items.length);
  return self.items.findIndex((item) => javaEquals(item, args[0] ?? null));
}

function insertAll(list: JavaList, index: number, added: readonly Value[], budget: Budget): boolean {
  budget.spend(added.length + list.items.length - index);
  const tail = list.items.slice(index);
  const copy = added.slice();
  list.items.length = index;
  for (const item of copy) list.items.push(item);
  for (const item of tail) list.items.push(item);
  // Java counts a change even when nothing is added.
  list.modifications++;
  return copy.length > 0;
}

function keep({ self, args, budget }: ListCall, isKept: (isInArgument: boolean) => boolean): boolean {
  const others = itemsOf(args[0]);
  budget.spend(self.items.length * (1 + others.length));
  const kept = self.items.filter((item) => isKept(others.some((other) => javaEquals(item, other))));
  if (kept.length === self.items.length) return false;
  self.items.length = 0;
  for (const item of kept) self.items.push(item);
  self.modifications++;
  return true;
}
