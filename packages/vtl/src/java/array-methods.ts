import type { Value } from '@portico/values';
import { JavaException, type JavaList } from '@portico/values';
import { asInt } from './java-arguments.ts';
import { javaEquals } from './java-equals.ts';
import { JavaArray, JavaCharacter, JavaSmallNumber, JavaStream } from './java-objects.ts';
import { checkIndex, checkInsertion, indexOf, itemsOf } from './list-methods.ts';
import type { Call, MethodTable } from './overloads.ts';
import { methodTable } from './overloads.ts';

type ArrayCall = Call<JavaList>;

/** What an array answers as the fixed-size list that Velocity makes of it: whatever would change its length fails, but only then. */
export const ARRAY_WRITE_METHODS: MethodTable = methodTable<JavaList>({
  'set(int,Object)': ({ self, args }) => {
    const index = checkIndex(self, asInt(args[0]));
    const item = args[1] ?? null;
    if (!holds(self, item)) throw new JavaException('IllegalArgumentException', 'array element type mismatch');
    const old = self.items[index] ?? null;
    self.items[index] = item;
    return old;
  },
  'add(Object)': fail,
  'add(int,Object)': fail,
  'addAll(Collection)': ({ args }) => itemsOf(args[0]).length > 0 && fail(),
  'addAll(int,Collection)': ({ self, args }) => {
    checkInsertion(self, asInt(args[0]));
    return itemsOf(args[1]).length > 0 && fail();
  },
  'remove(int)': fail,
  'remove(Object)': (call) => indexOf(call) >= 0 && fail(),
  'removeAll(Collection)': (call) => keepAll(call, (isIn) => !isIn),
  'retainAll(Collection)': (call) => keepAll(call, (isIn) => isIn),
  'clear()': ({ self }) => {
    if (self.items.length > 0) fail();
    return undefined;
  },
  'stream()': ({ self, budget }) => {
    budget.spend(self.items.length);
    return new JavaStream([...self.items]);
  },
});

function fail(): never {
  throw new JavaException('UnsupportedOperationException', 'an array keeps its length');
}

/** Whether an array takes a value. */
function holds(array: JavaList, item: Value): boolean {
  switch (array instanceof JavaArray ? array.elementType : 'Object') {
    case 'String':
      return item === null || typeof item === 'string';
    case 'char':
      return item instanceof JavaCharacter;
    case 'byte':
      return item instanceof JavaSmallNumber && item.javaType === 'Byte';
    case 'Object':
      return true;
  }
}

function keepAll({ self, args, budget }: ArrayCall, isKept: (isInArgument: boolean) => boolean): boolean {
  const others = itemsOf(args[0]);
  budget.spend(self.items.length * (1 + others.length));
  return !self.items.every((item) => isKept(others.some((other) => javaEquals(item, other)))) && fail();
}
