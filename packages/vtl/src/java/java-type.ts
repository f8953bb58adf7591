import type { Value } from '@portico/values';
import { HostObject, JavaBigDecimal, JavaDouble, JavaList, JavaLong, JavaMap } from '@portico/values';
import type { JavaObjectType } from './java-objects.ts';
import { JavaArray, JavaMapView, JavaObject } from './java-objects.ts';

/** The run-time class of a value, as far as choosing a method depends on it. */
export type JavaType =
  | 'null'
  | 'String'
  | 'Boolean'
  | 'Integer'
  | 'Long'
  | 'Double'
  | 'BigInteger'
  | 'BigDecimal'
  | 'List'
  | 'Map'
  | 'Set'
  | 'HostObject'
  | 'Object[]'
  | 'String[]'
  | 'char[]'
  | 'byte[]'
  | JavaObjectType;

export function javaType(value: Value): JavaType {
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'number':
      return Number.isInteger(value) ? 'Integer' : 'Double';
    case 'bigint':
      return 'BigInteger';
  }
  if (value === null) return 'null';
  if (value instanceof JavaMap) return 'Map';
  if (value instanceof JavaList) return listType(value);
  if (value instanceof JavaLong) return 'Long';
  if (value instanceof JavaDouble) return 'Double';
  if (value instanceof JavaObject) return objectType(value);
  if (value instanceof JavaBigDecimal) return 'BigDecimal';
  return value instanceof HostObject ? 'HostObject' : 'null';
}

function listType(list: JavaList): JavaType {
  if (list instanceof JavaArray) return `${list.elementType}[]`;
  return list.kind === 'array' ? 'Object[]' : 'List';
}

function objectType(object: JavaObject): JavaType {
  return object instanceof JavaMapView && object.kind !== 'values' ? 'Set' : object.javaType;
}

/** What a parameter may be declared as. A type that ends with `[]` and stands last also takes single arguments (varargs). */
export type ParameterType =
  | 'Object'
  | 'String'
  | 'CharSequence'
  | 'Locale'
  | 'Charset'
  | 'Collection'
  | 'Iterable'
  | 'Map'
  | 'Integer'
  | 'Long'
  | 'Double'
  | 'Float'
  | 'Boolean'
  | 'BigInteger'
  | 'BigDecimal'
  | 'Character'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'char'
  | 'boolean'
  | 'Object[]'
  | 'CharSequence[]'
  | 'char[]'
  | 'byte[]'
  | 'int[]';

const PRIMITIVES: ReadonlyMap<string, readonly JavaType[]> = new Map<string, readonly JavaType[]>([
  ['boolean', ['Boolean']],
  ['char', ['Character']],
  ['int', ['Integer', 'Short', 'Byte']],
  ['long', ['Long', 'Integer', 'Short', 'Byte']],
  ['float', ['Float', 'Long', 'Integer', 'Short', 'Byte']],
  ['double', ['Double', 'Float', 'Long', 'Integer', 'Short', 'Byte']],
]);

const IMPLEMENTATIONS: ReadonlyMap<string, readonly JavaType[]> = new Map<string, readonly JavaType[]>([
  ['CharSequence', ['String']],
  ['Collection', ['List', 'Set', 'Collection']],
  ['Iterable', ['List', 'Set', 'Collection']],
  ['Map', ['Map', 'ForeachScope']],
  ['Object[]', ['String[]']],
  ['CharSequence[]', ['String[]']],
]);

/** The class that a primitive is boxed in; other types as they are. */
export function boxed(type: ParameterType): string {
  if (type === 'int') return 'Integer';
  if (type === 'char') return 'Character';
  return PRIMITIVES.has(type) ? type[0]?.toUpperCase() + type.slice(1) : type;
}

export function isPrimitive(type: string): boolean {
  return PRIMITIVES.has(type);
}

/** Whether a parameter takes a value of a class: Java's assignment with boxing and widening; null fits anything but a primitive. */
export function accepts(parameter: ParameterType, argument: JavaType): boolean {
  const primitive = PRIMITIVES.get(parameter);
  if (primitive !== undefined) return primitive.includes(argument);
  if (argument === 'null' || parameter === 'Object' || parameter === argument) return true;
  return IMPLEMENTATIONS.get(parameter)?.includes(argument) ?? false;
}

/** As `accepts`, for the last parameter when it is an array: one element of it fits too. */
export function acceptsElement(parameter: ParameterType, argument: JavaType): boolean {
  if (!parameter.endsWith('[]')) return false;
  const element = parameter.slice(0, -2) as ParameterType;
  return accepts(element, argument);
}

const WIDENINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['long', ['int']],
  ['float', ['long', 'int']],
  ['double', ['float', 'long', 'int']],
]);

const SUBTYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['CharSequence', ['String']],
  ['Iterable', ['Collection']],
  ['Object[]', ['CharSequence[]']],
]);

/** Whether a declared type is a subtype of another, or a narrower primitive. */
export function isSubtype(sub: ParameterType, type: ParameterType): boolean {
  if (sub === type) return true;
  if (type === 'Object') return !isPrimitive(sub);
  return (WIDENINGS.get(type)?.includes(sub) ?? false) || (SUBTYPES.get(type)?.includes(sub) ?? false);
}
