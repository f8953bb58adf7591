import type { ASTReference, ASTStringLiteral, Expression, PathStep } from '@portico/vtl';
import {
  type AbstractValue,
  constantOf,
  isCertainly,
  joinValues,
  NUMBERS,
  TEXT,
  textOf,
  typed,
  UNRESOLVED,
  unknown,
} from '../value/abstract-value.ts';
import type { Flow } from '../value/flow.ts';
import { joinTaints } from '../value/taint.ts';
import { arithmetic } from './arithmetic.ts';
import { closestName } from './known-names.ts';
import { methodStep } from './method-step.ts';
import { builtText, placeOf, type Run } from './run.ts';
import { indexStep, propertyStep } from './steps.ts';

/** The value of an expression, as far as it is known; observes what is odd about it. */
export function evaluate(run: Run, flow: Flow, expression: Expression): AbstractValue {
  switch (expression.type) {
    case 'ASTReference':
      return reference(run, flow, expression);
    case 'ASTStringLiteral':
      return stringLiteral(run, flow, expression);
    case 'ASTIntegerLiteral': {
      const number = Number(expression.image);
      return Math.abs(number) < 2 ** 31 ? constantOf(number, 'Integer') : typed('Long');
    }
    case 'ASTFloatingPointLiteral':
      return constantOf(Number(expression.image), 'Double');
    case 'ASTTrue':
      return constantOf(true);
    case 'ASTFalse':
      return constantOf(false);
    case 'ASTIntegerRange': {
      const ends = [evaluate(run, flow, expression.from), evaluate(run, flow, expression.to)];
      loopLength(run, expression, ends[0] ?? UNRESOLVED, ends[1] ?? UNRESOLVED);
      return { types: new Set(['List']), taints: [], element: typed('Integer') };
    }
    case 'ASTMap': {
      const fields = new Map<string, AbstractValue>();
      let taints: AbstractValue['taints'] = [];
      for (const { key, value } of expression.entries) {
        const name = evaluate(run, flow, key);
        const member = evaluate(run, flow, value);
        taints = joinTaints(taints, name.taints, member.taints);
        if (typeof name.constant === 'string') fields.set(name.constant, member);
      }
      return { types: new Set(['Map']), taints, fields };
    }
    case 'ASTObjectArray': {
      const items = expression.items.map((item) => evaluate(run, flow, item));
      return { types: new Set(['List']), taints: joinTaints(...items.map(({ taints }) => taints)), items };
    }
    case 'ASTExpression':
      return evaluate(run, flow, expression.expression);
    case 'ASTNotNode':
      evaluate(run, flow, expression.operand);
      return typed('Boolean');
    case 'ASTAddNode':
    case 'ASTSubtractNode':
    case 'ASTMulNode':
    case 'ASTDivNode':
    case 'ASTModNode':
      return arithmetic(
        run.facts,
        placeOf(run, expression.span),
        expression.type,
        evaluate(run, flow, expression.left),
        evaluate(run, flow, expression.right),
      );
    default:
      evaluate(run, flow, expression.left);
      evaluate(run, flow, expression.right);
      return typed('Boolean');
  }
}

export type BinaryNode = Extract<Expression, { left: Expression }>;

function loopLength(
  run: Run,
  range: Extract<Expression, { type: 'ASTIntegerRange' }>,
  from: AbstractValue,
  to: AbstractValue,
): void {
  const place = placeOf(run, range.span);
  const [a, b] = [from.constant, to.constant];
  const free = [from, to].find((end) => end.node !== undefined && end.node.source !== 'owner');
  let reason: string | undefined;
  if (typeof a === 'number' && typeof b === 'number') {
    if (Math.abs(a - b) >= 1000) reason = `the range has ${Math.abs(a - b) + 1} numbers: the service stops after 1,000`;
  } else if (free?.node !== undefined) reason = `${free.node.name} decides how often: the service stops after 1,000`;
  run.facts.observe('loop-limit', place, reason);
}

function stringLiteral(run: Run, flow: Flow, literal: ASTStringLiteral): AbstractValue {
  const content = run.parsed.strings.get(literal);
  if (content === undefined) return typed('String');
  if (content.type === 'text') return constantOf(content.text);
  const place = placeOf(run, literal.span);
  const [base, stringEnd] = [run.base, run.stringEnd];
  run.base = place.start + 1;
  run.stringEnd = Math.max(place.start, place.end - 1);
  const parts = builtText(run, flow, content.tree);
  run.base = base;
  run.stringEnd = stringEnd;
  // The blank that the engine adds at the end of a string does not count.
  const last = parts.at(-1);
  const trimmed =
    content.dropsLast && typeof last === 'string' ? [...parts.slice(0, -1), last.replace(/ $/, '')] : parts;
  return textOf(trimmed);
}

/** The value of a reference. */
export function reference(run: Run, flow: Flow, node: ASTReference): AbstractValue {
  if (node.kind === 'runt' || node.escaped || !node.computable) return typed('String');
  let value = rootValue(run, flow, node);
  for (const step of node.path) {
    value = known(flow, value);
    value = takeStep(run, flow, node, value, step);
  }
  return known(flow, value);
}

/** Up to and without the last step. */
export function referenceBeforeLast(run: Run, flow: Flow, node: ASTReference): AbstractValue {
  return reference(run, flow, { ...node, path: node.path.slice(0, -1) });
}

function known(flow: Flow, value: AbstractValue): AbstractValue {
  return value.node === undefined ? value : (flow.known.get(value.node) ?? value);
}

const LOOP_ROOTS: ReadonlySet<string> = new Set([
  'foreach',
  'velocityCount',
  'velocityHasNext',
  'bodyContent',
  'macro',
  'template',
  'evaluate',
  'define',
]);

function rootValue(run: Run, flow: Flow, node: ASTReference): AbstractValue {
  const { root } = node;
  const variable = flow.variables.get(root);
  if (variable !== undefined) return variable;
  switch (root) {
    case 'input':
    case 'util':
    case 'context':
    case 'stageVariables':
      return { types: new Set(['Host']), taints: [], host: { root, path: [] } };
    case 'velocityCount':
      return typed('Integer');
    case 'velocityHasNext':
      return typed('Boolean');
  }
  if (LOOP_ROOTS.has(root)) return root === 'foreach' ? { types: new Set(['ForeachScope']), taints: [] } : unknown();
  const isAssigned = run.assigned.has(root);
  if (isAssigned && run.facts.isOpaque) return unknown();
  const close = closestName(root, ['input', 'util', 'context', 'stageVariables', ...run.assigned]);
  run.facts.observe(
    'unresolved-reference',
    placeOf(run, node.span),
    run.facts.isOpaque
      ? undefined
      : isAssigned
        ? `$${root} is not set before this place`
        : `nothing is named $${root}${ESCAPE_TOOLS.get(root) ?? ''}`,
    close === undefined || close === root ? undefined : `Did you mean $${close}?`,
  );
  return UNRESOLVED;
}

const ESCAPE_TOOLS: ReadonlyMap<string, string> = new Map([
  ['esc', ' (a tool of Velocity that API Gateway does not have)'],
  ['math', ' (a tool of Velocity that API Gateway does not have)'],
  ['date', ' (a tool of Velocity that API Gateway does not have)'],
  ['ctx', ' (AppSync has it, API Gateway does not)'],
]);

function takeStep(run: Run, flow: Flow, node: ASTReference, self: AbstractValue, step: PathStep): AbstractValue {
  if (node.root === 'foreach' && self.types.has('ForeachScope')) return loopProperty(step);
  if (self === UNRESOLVED) {
    if (step.type === 'ASTMethod') for (const argument of step.args) evaluate(run, flow, argument);
    return UNRESOLVED;
  }
  const result =
    step.type === 'ASTIdentifier'
      ? propertyStep(run, self, step.name)
      : step.type === 'ASTIndex'
        ? indexStep(run, self, evaluate(run, flow, step.index))
        : methodStep(
            run,
            self,
            step.name,
            step.args.map((argument) => evaluate(run, flow, argument)),
          );
  const place = placeOf(run, step.span);
  const rule = step.type === 'ASTMethod' ? 'unresolved-method' : 'unresolved-reference';
  run.facts.observe(rule, place, result.problem?.reason, result.problem?.remedy);
  if (step.type === 'ASTMethod') afterCall(run, flow, node, self, step);
  return result.value;
}

function loopProperty(step: PathStep): AbstractValue {
  const name = step.type === 'ASTIndex' ? '' : step.name;
  if (name === 'index' || name === 'count') return typed('Integer');
  if (name === 'hasNext' || name === 'first' || name === 'last') return typed('Boolean');
  return { types: new Set(['ForeachScope']), taints: [] };
}

/** `$list.add($x)`: the variable now holds what was put in. */
function afterCall(
  run: Run,
  flow: Flow,
  node: ASTReference,
  self: AbstractValue,
  step: Extract<PathStep, { type: 'ASTMethod' }>,
): void {
  const constant = step.args.length === 1 && step.args[0] !== undefined ? evaluate(run, flow, step.args[0]) : undefined;
  if (step.name === 'equals' && isCertainly(self, TEXT) && constant !== undefined && isCertainly(constant, NUMBERS)) {
    run.facts.observe('mixed-equality', placeOf(run, step.span), 'equals of a text and a number is always false');
  }
  if (!MUTATORS.has(step.name) || node.path.length !== 1 || !flow.variables.has(node.root)) return;
  const added = step.args.map((argument) => evaluate(run, flow, argument));
  const values = step.name.startsWith('put')
    ? added.slice(1)
    : added.slice(step.name === 'add' || step.name === 'set' ? added.length - 1 : 0);
  const element = values.reduce(
    joinValues,
    self.items?.length === 0 ? (values[0] ?? UNRESOLVED) : (self.element ?? UNRESOLVED),
  );
  const fields = self.fields === undefined ? undefined : new Map(self.fields);
  const name = added[0]?.constant;
  if (step.name === 'put' && typeof name === 'string' && added[1] !== undefined) fields?.set(name, added[1]);
  const isFixed = fields !== undefined && typeof name === 'string';
  flow.variables.set(node.root, {
    types: self.types,
    taints: joinTaints(self.taints, ...added.map(({ taints }) => taints)),
    ...(isFixed ? { fields } : self.fields === undefined ? { element } : {}),
  });
}

const MUTATORS: ReadonlySet<string> = new Set(['add', 'addAll', 'put', 'putAll', 'set']);
