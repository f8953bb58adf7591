import type { FilterNode, Term } from './filter.ts';
import { JsonPathError } from './json-path-error.ts';
import { type Operand, UNDEFINED } from './operand.ts';
import { count, isNamed, type Walk } from './reading.ts';
import { holds } from './relation.ts';

/** Tests one element. What the Java library calls an invalid path at this point (an operator that does not fit its operands) is no match. */
export function matchesFilter<Node>(walk: Walk<Node>, filter: FilterNode, item: Node): boolean {
  try {
    return test(walk, filter, item);
  } catch (error) {
    if (isNamed(error, 'InvalidPathException')) return false;
    throw error;
  }
}

function test<Node>(walk: Walk<Node>, filter: FilterNode, item: Node): boolean {
  count(walk.reading);
  switch (filter.type) {
    case 'or':
      return filter.operands.some((operand) => test(walk, operand, item));
    case 'and':
      return filter.operands.every((operand) => test(walk, operand, item));
    case 'not':
      return !test(walk, filter.operand, item);
    case 'exists':
      return exists(walk, filter.path, item) === filter.expected;
    case 'relation':
      return holds(
        walk.reading,
        filter.operator,
        operandOf(walk, filter.left, item),
        operandOf(walk, filter.right, item),
      );
    default:
      return filter satisfies never;
  }
}

/** Here `$` too means the element (as in the Java library). */
function exists<Node>(walk: Walk<Node>, path: Extract<Term, { type: 'path' }>['path'], item: Node): boolean {
  try {
    walk.reading.evaluate(path, item, walk.root, true);
    return true;
  } catch (error) {
    if (isNamed(error, 'PathNotFoundException')) return false;
    throw error;
  }
}

function operandOf<Node>(walk: Walk<Node>, term: Term, item: Node): Operand<Node> {
  if (term.type !== 'path') return term;
  const { path } = term;
  let operand: Operand<Node>;
  try {
    operand = walk.access.operand(
      path.fromRoot ? fromRoot(walk, path) : walk.reading.evaluate(path, item, walk.root, false),
    );
  } catch (error) {
    if (isNamed(error, 'PathNotFoundException')) return UNDEFINED;
    throw error;
  }
  if (operand.type === 'uncomparable') throw new JsonPathError('JsonPathException', 'Could not convert to a ValueNode');
  return operand;
}

function fromRoot<Node>(walk: Walk<Node>, path: Extract<Term, { type: 'path' }>['path']): Node {
  let value = walk.cache.get(path);
  if (value === undefined) {
    value = walk.reading.evaluate(path, walk.root, walk.root, false);
    walk.cache.set(path, value);
  }
  return value;
}
