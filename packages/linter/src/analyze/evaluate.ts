import type { ASTReference, ASTStringLiteral, Expression, PathStep } from '@portico/vtl';
import {
  type AbstractValue,
  constantOf,
  INTEGERS,
  isCertainly,
  joinValues,
  mayBe,
  NUMBERS,
  TEXT,
  textOf,
  typed,
  UNRESOLVED,
  unknown,
} from '../value/abstract-value.ts';
import type { Flow } from '../value/flow.ts';
import { joinTaints } from '../value/taint.ts';
import { closestName } from './known-names.ts';
import { builtText, placeOf, type Run } from './run.ts';
import { describeTypes, indexStep, methodStep, propertyStep } from './steps.ts';

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
      return arithmetic(run, flow, expression);
    default:
      evaluate(run, flow, expression.left);
      evaluate(run, flow, expression.right);
      return typed('Boolean');
  }
}

type BinaryNode = Extract<Expression, { left: Expression }>;

function arithmetic(run: Run, flow: Flow, node: BinaryNode): AbstractValue {
  const left = evaluate(run, flow, node.left);
  const right = evaluate(run, flow, node.right);
  const place = placeOf(run, node.span);
  const [a, b] = [left.constant, right.constant];
  const texts = [left, right].filter(
    (value) => isCertainly(value, TEXT) && value.taints.length + (value.node === undefined ? 0 : 1) > 0,
  );
  const numbers = [left, right].filter((value) => isCertainly(value, NUMBERS));
  if (node.type === 'ASTAddNode') {
    const joins = texts.length === 1 && numbers.length === 1;
    run.facts.observe(
      'text-arithmetic',
      place,
      joins ? `${nameOf(texts[0])} is a text: + puts the number behind it, "5" + 1 is 51` : undefined,
    );
    if (numbers.length === 2)
      return typeof a === 'number' && typeof b === 'number'
        ? constantOf(a + b, sumType(left, right))
        : typed(sumType(left, right));
    if (isCertainly(left, TEXT) || isCertainly(right, TEXT)) return textOf([left, right]);
    return unknown(joinTaints(left.taints, right.taints));
  }
  const text = [left, right].find((value) => value !== UNRESOLVED && isCertainly(value, TEXT));
  run.facts.observe(
    'text-arithmetic',
    place,
    text === undefined ? undefined : `${nameOf(text)} is a text: the result is nothing`,
  );
  if (node.type === 'ASTDivNode' || node.type === 'ASTModNode') {
    const bothIntegers = isCertainly(left, INTEGERS) && isCertainly(right, INTEGERS);
    const isExact = typeof a === 'number' && typeof b === 'number' && a % b === 0;
    const remedy = typeof b === 'number' ? `Divide by ${b}.0.` : 'Multiply one of them by 1.0 first.';
    if (node.type === 'ASTDivNode')
      run.facts.observe(
        'integer-division',
        place,
        bothIntegers && !isExact ? 'both sides are integers: the fraction is dropped, 7 / 2 is 3' : undefined,
        remedy,
      );
  }
  return numbers.length === 2 ? typed(sumType(left, right)) : unknown();
}

function sumType(left: AbstractValue, right: AbstractValue): string {
  if (isCertainly(left, INTEGERS) && isCertainly(right, INTEGERS))
    return left.types.has('Long') || right.types.has('Long') ? 'Long' : 'Integer';
  return 'Double';
}

function nameOf(value: AbstractValue | undefined): string {
  const name = value?.node?.name ?? value?.taints[0]?.node.name;
  return name ?? 'one side';
}

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
  const mixed = (isCertainly(left, TEXT) && isDecimal(right)) || (isCertainly(right, TEXT) && isDecimal(left));
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
