import type { Expression } from '@portico/vtl';
import { type AbstractValue, isCertainly, mayBe, NUMBERS, TEXT, UNRESOLVED } from '../value/abstract-value.ts';
import type { Flow } from '../value/flow.ts';
import { type BinaryNode, evaluate } from './evaluate.ts';
import { placeOf, type Run } from './run.ts';
import { describeTypes } from './steps.ts';

/** `$x == $y` and its like: what is known about the outcome, and what is odd. */
export function comparison(run: Run, flow: Flow, node: BinaryNode): { outcome: boolean | undefined; reason: string } {
  const isIdiom = node.type === 'ASTEQNode' || node.type === 'ASTNENode';
  const left = operand(run, flow, node.left, isIdiom);
  const right = operand(run, flow, node.right, isIdiom);
  noteComparison(left, right);
  noteComparison(right, left);
  const place = placeOf(run, node.span);
  if (!isIdiom) {
    const odd = [left, right].find((value) => value !== UNRESOLVED && !mayBe(value, NUMBERS));
    if (odd !== undefined) {
      run.facts.observe(
        'text-ordering',
        place,
        `${odd.node?.name ?? describeTypes(odd)} is no number: the comparison is always false`,
      );
      return { outcome: false, reason: '' };
    }
    run.facts.observe('text-ordering', place, undefined);
    const [a, b] = [left.constant, right.constant];
    if (typeof a !== 'number' || typeof b !== 'number') return { outcome: undefined, reason: '' };
    return { outcome: compare(node.type, a, b), reason: 'both sides are fixed' };
  }
  const isDecimal = (value: AbstractValue) => typeof value.constant === 'number' && value.types.has('Double');
  const isText = (value: AbstractValue) => value !== UNRESOLVED && isCertainly(value, TEXT);
  const mixed = (isText(left) && isDecimal(right)) || (isText(right) && isDecimal(left));
  run.facts.observe(
    'mixed-equality',
    place,
    mixed ? 'a text equals a decimal only when it is written as Java prints it: "1.50" is not 1.5' : undefined,
  );
  const [a, b] = [left.constant, right.constant];
  if (
    left === UNRESOLVED ||
    right === UNRESOLVED ||
    left.choices !== undefined ||
    right.choices !== undefined ||
    a === undefined ||
    b === undefined ||
    typeof a !== typeof b
  )
    return { outcome: undefined, reason: '' };
  return { outcome: (a === b) === (node.type === 'ASTEQNode'), reason: 'both sides are fixed' };
}

/** Comparing with a name that nothing has is how authors ask for null. */
function operand(run: Run, flow: Flow, expression: Expression, isIdiom: boolean): AbstractValue {
  let inner = expression;
  while (inner.type === 'ASTExpression') inner = inner.expression;
  if (
    isIdiom &&
    inner.type === 'ASTReference' &&
    inner.path.length === 0 &&
    NULL_NAMES.test(inner.root) &&
    !flow.variables.has(inner.root)
  ) {
    run.facts.observe('unresolved-reference', placeOf(run, inner.span), undefined);
    return UNRESOLVED;
  }
  return evaluate(run, flow, inner);
}

const NULL_NAMES = /^(?:null|nil|none|undefined|nothing|empty)$/i;

function noteComparison({ node, choices }: AbstractValue, other: AbstractValue): void {
  const nodes = [node, ...(choices ?? []).map((choice) => choice.node)];
  for (const one of nodes) if (one !== undefined && other.constant !== undefined) one.constants.add(other.constant);
}

function compare(type: BinaryNode['type'], a: number, b: number): boolean | undefined {
  switch (type) {
    case 'ASTLTNode':
      return a < b;
    case 'ASTGTNode':
      return a > b;
    case 'ASTLENode':
      return a <= b;
    case 'ASTGENode':
      return a >= b;
    default:
      return undefined;
  }
}
