import type { Decimal } from './decimal.ts';
import type { ParsedPath } from './parsed-path.ts';
import type { Pattern } from './pattern.ts';

/** A filter expression after parsing. */
export type FilterNode =
  | { readonly type: 'or' | 'and'; readonly operands: readonly FilterNode[] }
  | { readonly type: 'not'; readonly operand: FilterNode }
  /** `@.x` alone, or `!@.x` with `expected: false`. */
  | { readonly type: 'exists'; readonly path: ParsedPath; readonly expected: boolean }
  | { readonly type: 'relation'; readonly left: Term; readonly operator: RelationalOperator; readonly right: Term };

/** One side of a relation: a path to evaluate, or a literal. */
export type Term = { readonly type: 'path'; readonly path: ParsedPath } | Literal;

export type Literal =
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'number'; readonly decimal: Decimal }
  | { readonly type: 'string'; readonly value: string }
  /** An array or object, parsed when it is needed. */
  | { readonly type: 'json-text'; readonly text: string }
  | { readonly type: 'pattern'; readonly pattern: Pattern };

/** Operators by their upper-case spelling; words may be written in any case. */
export const RELATIONAL_OPERATORS = [
  '>=',
  '<=',
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '=~',
  'NIN',
  'IN',
  'CONTAINS',
  'ALL',
  'SIZE',
  'EXISTS',
  'TYPE',
  'MATCHES',
  'EMPTY',
  'SUBSETOF',
  'ANYOF',
  'NONEOF',
] as const;

export type RelationalOperator = (typeof RELATIONAL_OPERATORS)[number];
