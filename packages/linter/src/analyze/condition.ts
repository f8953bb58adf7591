import type { ASTReference, Expression } from '@portico/vtl';
import {
  type AbstractValue,
  constantOf,
  joinValues,
  mapChoices,
  mayBe,
  NUMBERS,
  UNRESOLVED,
} from '../value/abstract-value.ts';
import { type Flow, joinFlows } from '../value/flow.ts';
import { type Escape, withEscape } from '../value/taint.ts';
import { comparison } from './comparison.ts';
import { evaluate, reference, referenceBeforeLast } from './evaluate.ts';
import { placeOf, type Run } from './run.ts';
import { escapeOfPattern } from './safe-pattern.ts';
import { describeTypes } from './steps.ts';

export interface Outcome {
  /** `undefined`: either. */
  readonly outcome: boolean | undefined;
  /** Why it cannot be otherwise. */
  readonly reason: string;
}

const EITHER: Outcome = { outcome: undefined, reason: '' };
const BOOLEAN: ReadonlySet<string> = new Set(['Boolean']);

/** How a condition comes out. */
export function decide(run: Run, flow: Flow, condition: Expression): Outcome {
  switch (condition.type) {
    case 'ASTExpression':
      return decide(run, flow, condition.expression);
    case 'ASTTrue':
      return { outcome: true, reason: 'it is written so' };
    case 'ASTFalse':
      return { outcome: false, reason: 'it is written so' };
    case 'ASTReference':
      return truth(run, condition, reference(run, flow, condition));
    case 'ASTNotNode': {
      const { outcome, reason } = decide(run, flow, condition.operand);
      return { outcome: outcome === undefined ? undefined : !outcome, reason };
    }
    case 'ASTAndNode':
    case 'ASTOrNode': {
      const short = condition.type === 'ASTOrNode';
      const left = decide(run, flow, condition.left);
      const behind = flow.clone();
      refine(run, behind, condition.left, !short);
      const right = decide(run, behind, condition.right);
      if (left.outcome === short) return left;
      if (right.outcome === short) return right;
      if (left.outcome === !short && right.outcome === !short) return left;
      return EITHER;
    }
    case 'ASTEQNode':
    case 'ASTNENode':
    case 'ASTLTNode':
    case 'ASTGTNode':
    case 'ASTLENode':
    case 'ASTGENode':
      return comparison(run, flow, condition);
    default:
      evaluate(run, flow, condition);
      return { outcome: false, reason: 'a value that is written out is false, unless it is `true`' };
  }
}

function truth(run: Run, node: ASTReference, value: AbstractValue): Outcome {
  const outcomes = new Set((value.choices ?? [value]).map(truthOfOne));
  const [outcome] = outcomes;
  for (const one of value.choices ?? [value]) if (one.node !== undefined) one.node.isTested = true;
  const last = node.path.at(-1);
  const isPresence = value.node !== undefined && value.types.has('any') && last?.type !== 'ASTMethod';
  const isPathCall = value.isFromPath === true && value.types.has('any');
  run.facts.observe(
    'presence-condition',
    placeOf(run, node.span),
    isPresence || isPathCall
      ? `it is true for every value but false, and also where ${value.node?.name ?? 'it'} is missing`
      : undefined,
  );
  if (outcomes.size !== 1 || outcome === undefined) return EITHER;
  if (value.constant !== undefined && typeof value.constant === 'boolean')
    return { outcome, reason: `it is always ${outcome}` };
  if (!outcome) return { outcome, reason: 'it is always false' };
  if (value === UNRESOLVED)
    return { outcome, reason: 'it leads nowhere, and the empty text that stands for it counts as true' };
  return {
    outcome,
    reason: `only the boolean false is false, and this is ${describeTypes(value)}; the empty text counts as true`,
  };
}

function truthOfOne(value: AbstractValue): boolean | undefined {
  if (typeof value.constant === 'boolean') return value.constant;
  return mayBe(value, BOOLEAN) ? undefined : true;
}

/** What a condition tells about variables and inputs where it has come out so. */
export function refine(run: Run, flow: Flow, condition: Expression, outcome: boolean): void {
  switch (condition.type) {
    case 'ASTExpression':
      refine(run, flow, condition.expression, outcome);
      return;
    case 'ASTNotNode':
      refine(run, flow, condition.operand, !outcome);
      return;
    case 'ASTAndNode':
    case 'ASTOrNode':
      if (outcome === (condition.type === 'ASTAndNode')) {
        refine(run, flow, condition.left, outcome);
        refine(run, flow, condition.right, outcome);
      } else {
        // One of the two has come out so, the second only where the first has not.
        const first = flow.clone();
        const second = flow.clone();
        refine(run, first, condition.left, outcome);
        refine(run, second, condition.left, !outcome);
        refine(run, second, condition.right, outcome);
        flow.take(joinFlows(first, second, UNRESOLVED));
      }
      return;
    case 'ASTReference':
      if (outcome) refineByCall(run, flow, condition);
      return;
    case 'ASTEQNode':
    case 'ASTNENode':
      refineByEquality(run, flow, condition, outcome === (condition.type === 'ASTEQNode'));
      return;
    case 'ASTLTNode':
    case 'ASTGTNode':
    case 'ASTLENode':
    case 'ASTGENode':
      if (outcome)
        for (const side of [condition.left, condition.right])
          narrow(run, flow, side, (value) => (value.types.has('any') ? escapedAs(value, 'scalar') : value));
      return;
    default:
  }
}

function escapedAs(value: AbstractValue, escaping: Escape): AbstractValue {
  return mapChoices(value, (one) => ({
    ...one,
    taints: withEscape(one.taints, (before) => (escaping === 'plain' && before === 'scalar' ? before : escaping)),
  }));
}

/** `$x.matches('...')`, `$x.equals('...')`, `$list.contains($x)`. */
function refineByCall(run: Run, flow: Flow, node: ASTReference): void {
  const last = node.path.at(-1);
  const [argument] = last?.type === 'ASTMethod' ? last.args : [];
  if (last?.type !== 'ASTMethod' || argument === undefined || last.args.length !== 1) return;
  const target = withoutToString({ ...node, path: node.path.slice(0, -1) });
  const { constant } = evaluate(run, flow, argument);
  if (last.name === 'matches' && typeof constant === 'string') {
    const escaping = escapeOfPattern(constant);
    if (escaping !== 'none') narrow(run, flow, target, (value) => escapedAs(value, escaping));
  } else if ((last.name === 'equals' || last.name === 'equalsIgnoreCase') && typeof constant === 'string') {
    if (last.name === 'equals') narrow(run, flow, target, () => constantOf(constant));
    else if (/^[\w .-]*$/.test(constant)) narrow(run, flow, target, (value) => escapedAs(value, 'plain'));
  } else if (last.name === 'contains' || last.name === 'containsKey') {
    const allowed = fixedMembers(referenceBeforeLast(run, flow, node), last.name);
    if (allowed !== undefined) narrow(run, flow, argument, () => allowed);
  }
}

/** `$x.toString().matches(...)` tells about `$x`. */
function withoutToString(node: ASTReference): ASTReference {
  const last = node.path.at(-1);
  return last?.type === 'ASTMethod' && last.name === 'toString' ? { ...node, path: node.path.slice(0, -1) } : node;
}

function fixedMembers(collection: AbstractValue, method: string): AbstractValue | undefined {
  const members =
    method === 'contains'
      ? collection.items
      : collection.fields === undefined
        ? undefined
        : [...collection.fields.keys()].map((key) => constantOf(key));
  if (members === undefined || members.length === 0 || members.some(({ constant }) => constant === undefined))
    return undefined;
  return members.reduce(joinValues);
}

function refineByEquality(
  run: Run,
  flow: Flow,
  node: Extract<Expression, { left: Expression }>,
  isEqual: boolean,
): void {
  if (!isEqual) return;
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const { constant, types } = evaluate(run, flow, other);
    if (constant === undefined) continue;
    // What equals a number is printed like it, or is another form of it.
    narrow(run, flow, side, (value) =>
      typeof constant === 'string' || mayBe(value, NUMBERS)
        ? { ...constantOf(constant), types: value.types.has('any') ? types : value.types }
        : escapedAs(value, 'scalar'),
    );
  }
}

/** Says more about what a reference stands for: a variable, or an input. */
function narrow(run: Run, flow: Flow, expression: Expression, change: (value: AbstractValue) => AbstractValue): void {
  let inner = expression;
  while (inner.type === 'ASTExpression') inner = inner.expression;
  if (inner.type !== 'ASTReference' || inner.escaped) return;
  const value = reference(run, flow, inner);
  if (value.constant !== undefined && value.taints.length === 0) return;
  const narrowed = change(value);
  if (value.node !== undefined) flow.known.set(value.node, narrowed);
  if (inner.path.length === 0 && flow.variables.has(inner.root)) flow.variables.set(inner.root, narrowed);
}
