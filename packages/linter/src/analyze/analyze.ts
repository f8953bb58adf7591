import type {
  ASTBlock,
  ASTDirective,
  ASTIfStatement,
  ASTprocess,
  ASTSetDirective,
  DirectiveArgument,
  Expression,
  ParsedTemplate,
  Statement,
} from '@portico/vtl';
import { newInputTree, type Phase } from '../input/input-tree.ts';
import { type AbstractValue, UNRESOLVED, unknown } from '../value/abstract-value.ts';
import { Flow, joinFlows } from '../value/flow.ts';
import { joinTaints } from '../value/taint.ts';
import { assignedNames } from './assigned-names.ts';
import { decide, refine } from './condition.ts';
import { evaluate, reference } from './evaluate.ts';
import { Facts } from './facts.ts';
import { printReference } from './print.ts';
import { MAX_DEPTH, MAX_STEPS, placeOf, type Run } from './run.ts';
import { loopElement } from './steps.ts';

/**
 * Follows all ways through a template at once, without a request: which inputs reach which place of the output, and how they are escaped there;
 * how conditions come out; which names lead nowhere. Loops are followed until nothing new comes.
 */
export function analyzeTemplate(parsed: ParsedTemplate, tree: ASTprocess, phase: Phase, isJson: boolean): Facts {
  const facts = new Facts(newInputTree(phase));
  const run: Run = {
    parsed,
    facts,
    phase,
    isJson,
    macros: new Map(parsed.macros.map((macro) => [macro.name, macro] as const).reverse()),
    assigned: assignedNames(parsed, tree),
    base: 0,
    stringEnd: undefined,
    depth: 0,
    steps: 0,
    breaks: [],
    statements: (block, flow) => statements(run, flow, block.statements),
  };
  facts.isOpaque = hasEvaluate(tree.statements);
  run.statements(tree, new Flow());
  return facts;
}

function hasEvaluate(all: readonly Statement[]): boolean {
  return all.some((statement) => {
    if (statement.type === 'ASTIfStatement')
      return (
        statement.branches.some(({ block }) => hasEvaluate(block.statements)) ||
        hasEvaluate(statement.otherwise?.statements ?? [])
      );
    return (
      statement.type === 'ASTDirective' &&
      (statement.name === 'evaluate' || hasEvaluate(statement.block?.statements ?? []))
    );
  });
}

function statements(run: Run, flow: Flow, all: readonly Statement[]): void {
  for (const statement of all) {
    if (flow.isDead) return;
    if (++run.steps > MAX_STEPS) {
      run.facts.isCut = true;
      return;
    }
    switch (statement.type) {
      case 'ASTText':
        flow.printText(statement.text);
        break;
      case 'ASTReference':
        printReference(run, flow, statement);
        break;
      case 'ASTSetDirective':
        assign(run, flow, statement);
        break;
      case 'ASTIfStatement':
        choose(run, flow, statement);
        break;
      case 'ASTDirective':
        directive(run, flow, statement);
        break;
    }
  }
}

function assign(run: Run, flow: Flow, { left, right }: ASTSetDirective): void {
  const value = evaluate(run, flow, right);
  if (left.path.length === 0) {
    flow.variables.set(left.assignedName, value);
    return;
  }
  const before = flow.variables.get(left.root);
  if (before === undefined) {
    if (left.root !== 'context') reference(run, flow, { ...left, path: left.path.slice(0, -1) });
    return;
  }
  const last = left.path.at(-1);
  const name = last?.type === 'ASTIdentifier' ? last.name : undefined;
  const fields =
    before.fields !== undefined && name !== undefined && left.path.length === 1
      ? new Map(before.fields).set(name, value)
      : undefined;
  flow.variables.set(left.root, {
    types: before.types,
    taints: joinTaints(before.taints, value.taints),
    ...(fields === undefined ? {} : { fields }),
  });
}

function choose(run: Run, flow: Flow, node: ASTIfStatement): void {
  const ends: Flow[] = [];
  const rest = flow.clone();
  for (const { condition, block } of node.branches) {
    if (rest.isDead) break;
    const { outcome, reason } = decide(run, rest, condition);
    run.facts.decide(condition.span, placeOf(run, condition.span), outcome, reason);
    if (outcome !== false) {
      const way = rest.clone();
      refine(run, way, condition, true);
      run.facts.visited.add(block);
      run.statements(block, way);
      ends.push(way);
    }
    if (outcome === true) rest.isDead = true;
    else refine(run, rest, condition, false);
  }
  if (!rest.isDead) {
    if (node.otherwise !== undefined) {
      run.facts.visited.add(node.otherwise);
      run.statements(node.otherwise, rest);
    }
    ends.push(rest);
  }
  const alive = ends.filter((end) => !end.isDead);
  if (alive.length === 0) flow.isDead = true;
  else flow.take(alive.reduce((a, b) => joinFlows(a, b, UNRESOLVED)));
}

function directive(run: Run, flow: Flow, node: ASTDirective): void {
  switch (node.name) {
    case 'foreach':
      loop(run, flow, node);
      return;
    case 'macro':
      return;
    case 'define': {
      const [name] = node.args ?? [];
      if (name?.type === 'ASTReference' && node.block !== undefined) {
        flow.variables.set(name.assignedName, { ...unknown(), block: node.block });
      }
      return;
    }
    case 'literal':
      if (node.block !== undefined) {
        run.facts.visited.add(node.block);
        flow.printText(node.block.literal ?? '');
      }
      return;
    case 'break':
      if (run.breaks.length > 0) run.breaks.push(flow.clone());
      flow.isDead = true;
      return;
    case 'stop':
      flow.isDead = true;
      return;
    case 'evaluate': {
      const [source] = node.args ?? [];
      const value = source === undefined || source.type === 'ASTWord' ? unknown() : evaluate(run, flow, source);
      for (const position of flow.printUnknown(unknown(value.taints)))
        for (const { node: input } of value.taints)
          if (position !== 'document' && run.isJson)
            run.facts.expose({ node: input, escaping: 'none', position, place: placeOf(run, node.span) });
      for (const name of flow.variables.keys()) flow.variables.set(name, unknown());
      return;
    }
    default:
      call(run, flow, node);
  }
}

const MAX_ROUNDS = 3;

function loop(run: Run, flow: Flow, { args, block, span }: ASTDirective): void {
  if (block === undefined) return;
  const variable = loopVariable(args?.[0]);
  const source = args?.[2];
  const value = source === undefined || source.type === 'ASTWord' ? unknown() : evaluate(run, flow, source);
  // What nothing is named may be anything: it has its own finding.
  const element = value === UNRESOLVED ? unknown() : loopElement(run, value);
  run.facts.observe(
    'unreachable',
    placeOf(run, source?.span ?? span),
    element === undefined && value !== UNRESOLVED && value.types.size === 1 && !value.types.has('any')
      ? emptyLoop(value)
      : undefined,
    value.types.has('String') ? 'Split the text: .split(",").' : undefined,
  );
  if (element === undefined && value.items === undefined && value.fields === undefined) return;
  run.facts.visited.add(block);
  const before = flow.variables.get(variable);
  const outerBreaks = run.breaks;
  const ends: Flow[] = [flow.clone()];
  let current = flow.clone();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const body = current.clone();
    body.variables.set(variable, element ?? UNRESOLVED);
    for (const taint of (element ?? UNRESOLVED).taints) body.forget(taint.node);
    if (element?.node !== undefined) body.forget(element.node);
    // The first place marks that a loop is around.
    run.breaks = [body.clone()];
    run.statements(block, body);
    for (const end of [...run.breaks.slice(1), body]) if (!end.isDead) ends.push(end);
    if (body.isDead) break;
    current = joinFlows(current, body, UNRESOLVED);
  }
  run.breaks = outerBreaks;
  const end = ends.reduce((a, b) => joinFlows(a, b, UNRESOLVED));
  flow.take(end.clone());
  if (before === undefined) flow.variables.delete(variable);
  else flow.variables.set(variable, before);
}

function emptyLoop(value: AbstractValue): string {
  if (value.types.has('String')) return `${value.node?.name ?? 'this'} is a text, and a loop over a text never runs`;
  if (value.items?.length === 0) return '';
  return 'a loop over this never runs';
}

/** Velocity takes the text of whatever stands there. */
function loopVariable(argument: DirectiveArgument | undefined): string {
  return argument?.type === 'ASTReference' ? argument.root : '';
}

function call(run: Run, flow: Flow, node: ASTDirective): void {
  const macro = run.macros.get(node.name.replace(/^@/, ''));
  const values = (node.args ?? []).map((argument) =>
    argument.type === 'ASTWord' ? unknown() : evaluate(run, flow, argument as Expression),
  );
  if (macro === undefined) {
    flow.printText(node.literal);
    if (node.block !== undefined) run.statements(node.block, flow);
    return;
  }
  if (run.depth >= MAX_DEPTH) return;
  const saved = macro.parameters.map((name) => [name, flow.variables.get(name)] as const);
  const body: ASTBlock | undefined = node.block;
  for (const [i, name] of macro.parameters.entries()) flow.variables.set(name, values[i] ?? UNRESOLVED);
  const bodyBefore = flow.variables.get('bodyContent');
  if (body !== undefined) {
    run.facts.visited.add(body);
    flow.variables.set('bodyContent', { ...unknown(), block: body });
  }
  const outerBreaks = run.breaks;
  run.breaks = [flow.clone()];
  run.depth++;
  run.facts.visited.add(macro.body);
  run.statements(macro.body, flow);
  run.depth--;
  // `#break` ends the macro, no more.
  const ends = [...run.breaks.slice(1), flow].filter((end) => !end.isDead);
  if (ends.length > 0) flow.take(ends.reduce((a, b) => joinFlows(a, b, UNRESOLVED)).clone());
  run.breaks = outerBreaks;
  for (const [name, value] of saved) {
    if (value === undefined) flow.variables.delete(name);
    else flow.variables.set(name, value);
  }
  if (bodyBefore !== undefined) flow.variables.set('bodyContent', bodyBefore);
}
