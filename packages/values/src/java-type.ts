import { JavaBigDecimal } from './java-big-decimal.ts';
import type { Value } from './value.ts';
import { JavaDouble, JavaList, JavaLong, JavaMap } from './value.ts';

export type JavaTypeName =
  | 'null'
  | 'Boolean'
  | 'String'
  | 'Integer'
  | 'Long'
  | 'Double'
  | 'BigInteger'
  | 'BigDecimal'
  | 'List'
  | 'Map'
  | 'HostObject';

/** The Java type that a value stands for. */
export function javaTypeName(value: Value): JavaTypeName {
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'number':
      return Number.isInteger(value) ? 'Integer' : 'Double';
    case 'boolean':
      return 'Boolean';
    case 'bigint':
      return 'BigInteger';
    default:
      if (value === null) return 'null';
      if (value instanceof JavaList) return 'List';
      if (value instanceof JavaMap) return 'Map';
      if (value instanceof JavaLong) return 'Long';
      if (value instanceof JavaDouble) return 'Double';
      return value instanceof JavaBigDecimal ? 'BigDecimal' : 'HostObject';
  }
}
