import { JavaException, JavaLong } from '@portico/values';
import { asLong } from './java-arguments.ts';
import { javaEquals } from './java-equals.ts';
import { Cursor, JavaArray, JavaIterator, JavaStream } from './java-objects.ts';
import type { MethodTable } from './overloads.ts';
import { methodTable } from './overloads.ts';

/** What of java.util.stream.Stream needs no function as an argument. */
export const STREAM_METHODS: MethodTable = methodTable<JavaStream>({
  'count()': ({ self }) => new JavaLong(BigInt(self.take().length)),
  'limit(long)': ({ self, args }) => new JavaStream(self.take().slice(0, size(asLong(args[0])))),
  'skip(long)': ({ self, args }) => new JavaStream(self.take().slice(size(asLong(args[0])))),
  'distinct()': ({ self, budget }) => {
    const items = self.take();
    budget.spend(items.length * items.length);
    return new JavaStream(items.filter((item, i) => items.findIndex((other) => javaEquals(item, other)) === i));
  },
  'iterator()': ({ self }) => new JavaIterator(new Cursor(self.take(), { modifications: 0 })),
  'toArray()': ({ self }) => new JavaArray('Object', [...self.take()]),
});

function size(count: bigint): number {
  if (count < 0n) throw new JavaException('IllegalArgumentException', String(count));
  return Number(count);
}
