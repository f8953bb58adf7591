import {
  JavaBigDecimal,
  JavaDouble,
  JavaList,
  JavaLong,
  JavaMap,
  numberFromDigits,
  toJavaString,
  type Value,
} from '@portico/values';
import type { DocumentAccess } from './document-access.ts';
import { isKeySet, markKeySet } from './key-set.ts';
import { FALSE, NULL, type Operand, TRUE, UNCOMPARABLE, UNDEFINED } from './operand.ts';

/** The value model. */
export const VALUE_ACCESS: DocumentAccess<Value> = {
  isMap: (node) => node instanceof JavaMap,
  isList: (node) => node instanceof JavaList,
  property: (node, name) => (node instanceof JavaMap ? node.get(name) : undefined),
  item: (node, index) => (node instanceof JavaList ? node.items[index] : undefined),
  items: (list) => (list instanceof JavaList ? list.items : []),
  values: (map) => (map instanceof JavaMap ? map.values() : []),
  names: (map) => (map instanceof JavaMap ? [...map.keys()].filter((key) => typeof key === 'string') : []),
  operand,
  double,
  text: (node) => toJavaString(node),
  equal,
  createList: (items) => new JavaList(items, 'json'),
  createSet: (items) => markKeySet(new JavaList(items)),
  createMap: (entries) => JavaMap.of(entries),
  createInteger: (value) => value,
  createDouble: (value) => (Number.isInteger(value) ? new JavaDouble(value) : value),
  createString: (value) => value,
  createBoolean: (value) => value,
  createNull: () => null,
  createNumber: numberFromDigits,
};

function operand(node: Value): Operand<Value> {
  if (node === null) return NULL;
  if (typeof node === 'string') return { type: 'string', value: node };
  if (typeof node === 'boolean') return node ? TRUE : FALSE;
  if (typeof node === 'number') return { type: 'number', decimal: { double: node, text: undefined } };
  if (node instanceof JavaList || node instanceof JavaMap)
    return isKeySet(node) ? UNCOMPARABLE : { type: 'json', node };
  const number = double(node);
  if (number === undefined) return UNDEFINED;
  const exact = node instanceof JavaDouble || (Number.isSafeInteger(number) && !(node instanceof JavaBigDecimal));
  return { type: 'number', decimal: { double: exact ? number : undefined, text: toJavaString(node) } };
}

function double(node: Value): number | undefined {
  if (typeof node === 'number') return node;
  if (typeof node === 'bigint') return Number(node);
  if (node instanceof JavaBigDecimal) return node.doubleValue();
  if (node instanceof JavaDouble) return node.value;
  return node instanceof JavaLong ? Number(node.value) : undefined;
}

function equal(left: Value, right: Value): boolean {
  if (left instanceof JavaList && right instanceof JavaList) {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, index) => equal(item, right.items[index] ?? null))
    );
  }
  if (left instanceof JavaMap && right instanceof JavaMap) {
    if (left.size !== right.size) return false;
    for (const [key, value] of left.entries()) {
      const other = right.get(key);
      if (other === undefined || !equal(value, other)) return false;
    }
    return true;
  }
  if (left instanceof JavaDouble) return right instanceof JavaDouble && Object.is(left.value, right.value);
  if (left instanceof JavaLong) return right instanceof JavaLong && left.value === right.value;
  if (left instanceof JavaBigDecimal) return right instanceof JavaBigDecimal && left.name === right.name;
  return left === right;
}
