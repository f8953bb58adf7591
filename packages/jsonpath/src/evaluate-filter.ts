import type { FilterNode, Term } from './filter.ts';
import { JsonPathError } from './json-path-error.ts';
import { type Operand, UNDEFINED } from './operand.ts';
import type { ParsedPath } from './parsed-path.ts';
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
function exists<Node>(walk: Walk<Node>, path: ParsedPath, item: Node): boolean {
  return walk.reading.find(path, item, walk.root, true) !== undefined;
}

function operandOf<Node>(walk: Walk<Node>, term: Term, item: Node): Operand<Node> {
  if (term.type !== 'path') return term;
  const { path } = term;
  const value = path.fromRoot ? fromRoot(walk, path) : walk.reading.find(path, item, walk.root, false);
  if (value === undefined) return UNDEFINED;
  const operand = walk.access.operand(value);
  if (operand.type === 'uncomparable') throw new JsonPathError('JsonPathException', 'Could not convert to a ValueNode');
  return operand;
}

function fromRoot<Node>(walk: Walk<Node>, path: ParsedPath): Node | undefined {
  walk.cache ??= new Map();
  if (!walk.cache.has(path)) walk.cache.set(path, walk.reading.find(path, walk.root, walk.root, false));
  return walk.cache.get(path);
}
