import type { ASTReference } from '@portico/vtl';
import { type AbstractValue, type TextPart, UNRESOLVED } from '../value/abstract-value.ts';
import { type Flow, joinFlows } from '../value/flow.ts';
import { isSafe } from '../value/taint.ts';
import { reference } from './evaluate.ts';
import { MAX_DEPTH, placeOf, type Run } from './run.ts';

export function printReference(run: Run, flow: Flow, node: ASTReference): void {
  flow.printText(node.escapePrefix + node.morePrefix);
  if (node.kind === 'runt' || node.escaped || !node.computable) {
    flow.printText(node.escaped ? node.nullString : node.literal);
    return;
  }
  print(run, flow, node, reference(run, flow, node));
}

function print(run: Run, flow: Flow, node: ASTReference, value: AbstractValue): void {
  if (value.block !== undefined) {
    if (run.depth >= MAX_DEPTH) return;
    run.depth++;
    run.facts.visited.add(value.block);
    run.statements(value.block, flow);
    run.depth--;
    return;
  }
  if (value.choices !== undefined && flow.parts === undefined) {
    const ways = value.choices.map((choice) => {
      const way = flow.clone();
      print(run, way, node, choice);
      return way;
    });
    flow.take(ways.reduce((a, b) => joinFlows(a, b, UNRESOLVED)));
    return;
  }
  for (const part of value.parts ?? [value]) printPart(run, flow, node, part);
}

function printPart(run: Run, flow: Flow, node: ASTReference, part: TextPart): void {
  if (typeof part === 'string') {
    flow.printText(part);
    return;
  }
  const { constant } = part;
  if (
    part.taints.length === 0 &&
    (typeof constant === 'string' ||
      typeof constant === 'boolean' ||
      (typeof constant === 'number' && Number.isInteger(constant)))
  ) {
    flow.printText(String(constant));
    return;
  }
  if (flow.parts === undefined && (part.choices !== undefined || part.parts !== undefined)) {
    print(run, flow, node, part);
    return;
  }
  const positions = flow.printUnknown(part);
  const place = placeOf(run, node.span);
  for (const position of positions) {
    if (position === 'value' || position === 'document') {
      if (part.node !== undefined) part.node.isBare = true;
      for (const taint of part.taints) taint.node.isBare = true;
    }
    if (!run.isJson || position === 'document') continue;
    for (const { node: input, escaping } of part.taints) {
      if (!isSafe(escaping, position)) run.facts.expose({ node: input, escaping, position, place });
      else if (escaping === 'javascript')
        run.facts.observe('json-escape', place, `${input.name} may hold an apostrophe, and \\' is no JSON`);
    }
  }
  if (run.isJson && positions.size > 0) observeJavaText(run, node, part, positions);
}

/** Objects and lists that print as Java does. */
function observeJavaText(run: Run, node: ASTReference, value: AbstractValue, positions: ReadonlySet<string>): void {
  const place = placeOf(run, node.span);
  const isPathCall = value.isFromPath === true && value.node !== undefined;
  const isObject = isPathCall && (value.node.children.size > 0 || value.node.name === '$');
  const isMap =
    (value.fields !== undefined && value.fields.size > 0) ||
    value.host?.root === 'params' ||
    (value.types.size === 1 && value.types.has('Map') && value.host === undefined && !isEmptyMap(value));
  const hasTexts = value.items?.some((item) => isText(item) && !isJsonConstant(item)) === true;
  let reason: string | undefined;
  if (isObject) reason = `${value.node.name} is an object or list: it prints as {a=b}, without quotes`;
  else if (isMap) reason = 'a map prints as {a=b}, without quotes';
  else if (hasTexts) reason = 'a list that the template wrote prints its texts without quotes: [a, b]';
  else if (value.types.has('String[]')) reason = 'an array prints as [Ljava.lang.String;@1b2c3d';
  const path = lastPath(node);
  run.facts.observe(
    'java-text',
    place,
    reason !== undefined && !positions.has('string') ? reason : undefined,
    isObject && path !== undefined ? `Use $input.json(${path}).` : undefined,
  );
}

function isEmptyMap({ fields, element }: AbstractValue): boolean {
  return fields?.size === 0 && element === undefined;
}

function isText(item: AbstractValue): boolean {
  return item.types.has('String') || item.types.has('any') || (item.types.has('Map') && !isEmptyMap(item));
}

/** `'"a"'` in a list prints as JSON. */
function isJsonConstant({ constant }: AbstractValue): boolean {
  try {
    return typeof constant === 'string' && JSON.parse(constant) !== undefined;
  } catch {
    return false;
  }
}

function lastPath(node: ASTReference): string | undefined {
  const [step] = node.path;
  const argument = step?.type === 'ASTMethod' && step.name === 'path' ? step.args[0] : undefined;
  return argument?.type === 'ASTStringLiteral' ? argument.image : undefined;
}
