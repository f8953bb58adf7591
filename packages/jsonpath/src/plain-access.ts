import { formatDouble } from '@portico/values';
import type { DocumentAccess } from './document-access.ts';
import { isKeySet, markKeySet } from './key-set.ts';
import { FALSE, NULL, type Operand, TRUE, UNCOMPARABLE, UNDEFINED } from './operand.ts';

type PlainMap = Readonly<Record<string, unknown>>;

/** Plain JSON, as `JSON.parse` gives it. An own property with the value `undefined` is not there. */
export const PLAIN_ACCESS: DocumentAccess<unknown> = {
  isMap,
  isList: Array.isArray,
  property: (node, name) => (isMap(node) && Object.hasOwn(node, name) ? node[name] : undefined),
  item: (node, index) => (Array.isArray(node) ? node[index] : undefined),
  items: (list) => (Array.isArray(list) ? list : []),
  values: (map) => (isMap(map) ? Object.values(map).filter((value) => value !== undefined) : []),
  names: (map) => (isMap(map) ? Object.keys(map) : []),
  operand,
  double: (node) => (typeof node === 'number' ? node : undefined),
  text,
  equal,
  createList: (items) => items,
  createSet: markKeySet,
  createMap(entries) {
    const map: Record<string, unknown> = {};
    // Not by assignment: `__proto__` is a key like any other.
    for (const [name, value] of entries) {
      Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return map;
  },
  createInteger: (value) => value,
  createDouble: (value) => value,
  createString: (value) => value,
  createBoolean: (value) => value,
  createNull: () => null,
  createNumber: Number,
};

function isMap(node: unknown): node is PlainMap {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function operand(node: unknown): Operand<unknown> {
  if (node === null) return NULL;
  if (typeof node === 'string') return { type: 'string', value: node };
  if (typeof node === 'number') return { type: 'number', decimal: { double: node, text: undefined } };
  if (typeof node === 'boolean') return node ? TRUE : FALSE;
  if (typeof node !== 'object') return UNDEFINED;
  return isKeySet(node) ? UNCOMPARABLE : { type: 'json', node };
}

function text(node: unknown): string {
  if (typeof node === 'number' && !Number.isInteger(node)) return formatDouble(node);
  if (Array.isArray(node)) return JSON.stringify(node).replaceAll('/', '\\/');
  if (!isMap(node)) return String(node);
  return `{${Object.keys(node)
    .map((name) => `${name}=${text(node[name])}`)
    .join(', ')}}`;
}

function equal(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]));
  }
  if (isMap(left) && isMap(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => Object.hasOwn(right, name) && equal(left[name], right[name]))
    );
  }
  return left === right;
}
