import type { Value } from '@portico/values';
import { textOrNull } from '../runtime/macro.ts';
import { ARRAY_WRITE_METHODS } from './array-methods.ts';
import { javaEquals } from './java-equals.ts';
import type { JavaType } from './java-type.ts';
import { READ_METHODS, WRITE_METHODS } from './list-methods.ts';
import { ENTRY_METHODS, FOREACH_METHODS, ITERATOR_METHODS, MAP_METHODS, VIEW_METHODS } from './map-methods.ts';
import {
  BIG_DECIMAL_METHODS,
  BIG_INTEGER_METHODS,
  BOOLEAN_METHODS,
  BYTE_METHODS,
  CHARACTER_METHODS,
  DOUBLE_METHODS,
  FLOAT_METHODS,
  INTEGER_METHODS,
  LONG_METHODS,
  SHORT_METHODS,
} from './number-methods.ts';
import type { MethodTable } from './overloads.ts';
import { mergeTables, methodTable } from './overloads.ts';
import { STREAM_METHODS } from './stream-methods.ts';
import { STRING_METHODS } from './string-methods.ts';

/** java.lang.Object, without getClass and the methods of threads. */
const OBJECT_METHODS: MethodTable = methodTable<Value>({
  'toString()': ({ self, budget }) => textOrNull(self, budget),
  'equals(Object)': ({ self, args, budget }) => {
    budget.spend(1);
    return javaEquals(self, args[0] ?? null);
  },
  // Java's identity hash, another one each time.
  'hashCode()': () => 0x1b2c3d4e,
});

const NO_METHODS: MethodTable = new Map();

const withObject = (...tables: readonly MethodTable[]): MethodTable => mergeTables(...tables, OBJECT_METHODS);

const ARRAY_METHODS = withObject(ARRAY_WRITE_METHODS, READ_METHODS);

/** All methods that a template can call, by the class of the object. Nothing else is reachable. */
export const METHOD_TABLES: Readonly<Record<JavaType, MethodTable>> = {
  null: NO_METHODS,
  HostObject: OBJECT_METHODS,
  String: withObject(STRING_METHODS),
  Boolean: withObject(BOOLEAN_METHODS),
  Integer: withObject(INTEGER_METHODS),
  Long: withObject(LONG_METHODS),
  Double: withObject(DOUBLE_METHODS),
  BigInteger: withObject(BIG_INTEGER_METHODS),
  BigDecimal: withObject(BIG_DECIMAL_METHODS),
  Float: withObject(FLOAT_METHODS),
  Short: withObject(SHORT_METHODS),
  Byte: withObject(BYTE_METHODS),
  Character: withObject(CHARACTER_METHODS),
  List: withObject(READ_METHODS, WRITE_METHODS),
  'Object[]': ARRAY_METHODS,
  'String[]': ARRAY_METHODS,
  'char[]': ARRAY_METHODS,
  'byte[]': ARRAY_METHODS,
  Map: withObject(MAP_METHODS),
  Set: withObject(VIEW_METHODS),
  Collection: withObject(VIEW_METHODS),
  Entry: withObject(ENTRY_METHODS),
  Iterator: withObject(ITERATOR_METHODS),
  Stream: withObject(STREAM_METHODS),
  ForeachScope: withObject(FOREACH_METHODS),
};
