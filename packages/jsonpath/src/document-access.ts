import type { Operand } from './operand.ts';

/** How the evaluator sees a document: plain JSON or the value model. Every look-up is by own key. */
export interface DocumentAccess<Node> {
  isMap(node: Node): boolean;
  isList(node: Node): boolean;
  /** `undefined` when the node is not an object, or has no such key. */
  property(node: Node, name: string): Node | undefined;
  /** `undefined` when the node is not an array, or has no such index (which is not negative). */
  item(node: Node, index: number): Node | undefined;
  /** An array's elements. */
  items(list: Node): readonly Node[];
  /** An object's values, in document order. */
  values(map: Node): Iterable<Node>;
  /** An object's keys, in document order. */
  names(map: Node): readonly string[];
  /** What a filter compares. */
  operand(node: Node): Operand<Node>;
  /** A number as a double; `undefined` for anything else. */
  double(node: Node): number | undefined;
  /** As Java prints it: what `concat` makes of a value. */
  text(node: Node): string;
  /** Java's `equals` of two arrays or objects. */
  equal(left: Node, right: Node): boolean;
  createList(items: Node[]): Node;
  /** A set of keys: prints as Java's sets do, not as JSON. */
  createSet(items: string[]): Node;
  createMap(entries: readonly (readonly [string, Node])[]): Node;
  createInteger(value: number): Node;
  createDouble(value: number): Node;
  createString(value: string): Node;
  createBoolean(value: boolean): Node;
  createNull(): Node;
  /** From digits as JSON writes them. */
  createNumber(digits: string): Node;
}
