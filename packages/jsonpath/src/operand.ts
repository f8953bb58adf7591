import type { Decimal } from './decimal.ts';
import type { Pattern } from './pattern.ts';

/** A value of a filter at run time. */
export type Operand<Node> =
  /** A path that led nowhere. */
  | { readonly type: 'undefined' }
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'number'; readonly decimal: Decimal }
  | { readonly type: 'string'; readonly value: string }
  /** An array or object of the document. */
  | { readonly type: 'json'; readonly node: Node }
  /** An array or object written in the filter, or a string of a list that looks like one. */
  | { readonly type: 'json-text'; readonly text: string }
  | { readonly type: 'pattern'; readonly pattern: Pattern }
  /** A string of a list that looks like a path: equals nothing. */
  | { readonly type: 'path' }
  /** A set of keys: may not be compared at all. */
  | { readonly type: 'uncomparable' };

/** Cannot take part in a filter. */
export const UNCOMPARABLE: { readonly type: 'uncomparable' } = { type: 'uncomparable' };
export const UNDEFINED: { readonly type: 'undefined' } = { type: 'undefined' };
export const NULL: { readonly type: 'null' } = { type: 'null' };
export const TRUE: { readonly type: 'boolean'; readonly value: boolean } = { type: 'boolean', value: true };
export const FALSE: { readonly type: 'boolean'; readonly value: boolean } = { type: 'boolean', value: false };
