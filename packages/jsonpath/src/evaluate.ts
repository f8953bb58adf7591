import type { DocumentAccess } from './document-access.ts';
import { matchesFilter } from './evaluate-filter.ts';
import { callFunction } from './functions.ts';
import { JsonPathError } from './json-path-error.ts';
import { isDefinite, type Keys, type ParsedPath, type Step } from './parsed-path.ts';
import { count, isNamed, type Reading, type Walk } from './reading.ts';

/** What a path gives for a document, `undefined` where it leads nowhere. Throws `JsonPathError`. */
export function findPath<Node>(access: DocumentAccess<Node>, path: ParsedPath, document: Node): Node | undefined {
  if (path.keys !== undefined) return findKeys(access, path.keys, document);
  const reading: Reading<Node> = {
    access,
    visits: 0,
    literals: new Map(),
    upstreamIndex: new Map(),
    find: (inner, model, root, requireProperties) => find(reading, inner, model, root, requireProperties),
  };
  return find(reading, path, document, document, false);
}

/** What a path of nothing but names and indexes gives. */
export function findKeys<Node>(access: DocumentAccess<Node>, keys: Keys, model: Node): Node | undefined {
  let node: Node | undefined = model;
  for (const key of keys) {
    if (node === undefined) return undefined;
    if (typeof key === 'string') node = access.property(node, key);
    else node = access.item(node, key < 0 ? access.items(node).length + key : key);
  }
  return node;
}

function find<Node>(
  reading: Reading<Node>,
  path: ParsedPath,
  model: Node,
  root: Node,
  requireProperties: boolean,
): Node | undefined {
  const { access } = reading;
  count(reading);
  if (path.keys !== undefined) return findKeys(access, path.keys, model);
  const results: Node[] = [];
  const walk: Walk<Node> = { reading, access, path, root, requireProperties, results, cache: undefined };
  try {
    takeStep(walk, 0, model);
  } catch (error) {
    if (isNamed(error, 'PathNotFoundException')) return undefined;
    throw error;
  }
  return path.definite ? results.at(-1) : access.createList(results);
}

function notFound(message: string): JsonPathError {
  return new JsonPathError('PathNotFoundException', message);
}

function takeStep<Node>(walk: Walk<Node>, index: number, model: Node): void {
  count(walk.reading);
  const step = walk.path.steps[index];
  if (step === undefined) throw new JsonPathError('IllegalStateException', 'Current path token is a leaf');
  switch (step.type) {
    case 'property':
      takeProperty(walk, index, step, model);
      break;
    case 'wildcard':
      takeWildcard(walk, index, step, model);
      break;
    case 'index':
      if (isListAt(walk, index, model)) for (const at of step.indexes) takeIndex(walk, index, at, model);
      break;
    case 'slice':
      if (isListAt(walk, index, model)) takeSlice(walk, index, step, model);
      break;
    case 'filter':
      takeFilter(walk, index, step, model);
      break;
    case 'scan':
      scan(walk, index, model);
      break;
    case 'function':
      takeFunction(walk, index, step, model);
      break;
    default:
      step satisfies never;
  }
}

function isLeaf<Node>(walk: Walk<Node>, index: number): boolean {
  return index === walk.path.steps.length - 1;
}

function add<Node>(walk: Walk<Node>, index: number, value: Node): void {
  if (isLeaf(walk, index)) walk.results.push(value);
  else proceed(walk, index + 1, value);
}

function proceed<Node>(walk: Walk<Node>, index: number, model: Node): void {
  const keys = keysFrom(walk, index);
  if (keys === undefined) takeStep(walk, index, model);
  else addAtKeys(walk, keys, model);
}

/** The rest of the path, when it is names and indexes whose absence is no error. */
function keysFrom<Node>(walk: Walk<Node>, index: number): Keys | undefined {
  if (walk.requireProperties || walk.reading.upstreamIndex.size > 0) return undefined;
  return index === walk.path.steps.length ? NO_KEYS : walk.path.restKeys[index];
}

const NO_KEYS: Keys = [];

function addAtKeys<Node>(walk: Walk<Node>, keys: Keys, model: Node): void {
  count(walk.reading);
  const found = findKeys(walk.access, keys, model);
  if (found !== undefined) walk.results.push(found);
}

type StepOf<Type extends Step['type']> = Extract<Step, { readonly type: Type }>;

function takeProperty<Node>(walk: Walk<Node>, index: number, step: StepOf<'property'>, model: Node): void {
  const { access } = walk;
  if (!access.isMap(model)) {
    if (walk.path.definiteBefore[index] === true)
      throw notFound(`Expected to find an object with property ${step.names.join(', ')}`);
    return;
  }
  if (step.names.length === 1 || !isLeaf(walk, index)) {
    for (const name of step.names) takeName(walk, index, step, name, model);
    return;
  }
  const entries: [string, Node][] = [];
  for (const name of step.names) {
    const value = access.property(model, name);
    if (value !== undefined) entries.push([name, value]);
    else if (walk.requireProperties) throw notFound(`Missing property ${name}`);
  }
  walk.results.push(access.createMap(entries));
}

function takeName<Node>(walk: Walk<Node>, index: number, step: Step, name: string, model: Node): void {
  const value = walk.access.property(model, name);
  if (value !== undefined) {
    addProperty(walk, index, step, value);
    return;
  }
  const leaf = isLeaf(walk, index);
  const mustExist = !leaf && walk.path.definiteBefore[index] === true && isDefinite(step, leaf);
  if (mustExist || walk.requireProperties) throw notFound(`Missing property ${name}`);
}

/**
 * A property that ends the path counts only where the Java library lets it: after `..[i]` it remembers which element it came from, compares that
 * with the text of the step before (`[0]` takes the first, `[*]` or `[0:2]` none), and forgets nothing until the reading ends.
 */
function addProperty<Node>(walk: Walk<Node>, index: number, step: Step, value: Node): void {
  if (!isLeaf(walk, index)) {
    proceed(walk, index + 1, value);
    return;
  }
  const from = walk.reading.upstreamIndex.get(step);
  if (from !== undefined) {
    const before = walk.path.steps[walk.path.tail - 1];
    const indexes = before?.type === 'index' ? before.indexes : [];
    if (indexes.length !== 1 || indexes[0] !== from) return;
  }
  walk.results.push(value);
}

function takeWildcard<Node>(walk: Walk<Node>, index: number, step: Step, model: Node): void {
  const { access } = walk;
  if (access.isMap(model)) {
    for (const value of access.values(model)) addProperty(walk, index, step, value);
  } else if (access.isList(model)) {
    const keys = keysFrom(walk, index + 1);
    if (keys !== undefined) {
      for (const item of access.items(model)) addAtKeys(walk, keys, item);
      return;
    }
    const length = access.items(model).length;
    for (let at = 0; at < length; at++) {
      try {
        takeIndex(walk, index, at, model);
      } catch (error) {
        if (walk.requireProperties || !isNamed(error, 'PathNotFoundException')) throw error;
      }
    }
  }
}

function isListAt<Node>(walk: Walk<Node>, index: number, model: Node): boolean {
  if (walk.access.isList(model)) return true;
  if (walk.path.definiteBefore[index] === true) throw notFound('An index can only be applied to arrays');
  return false;
}

function takeIndex<Node>(walk: Walk<Node>, index: number, at: number, list: Node): void {
  count(walk.reading);
  const value = walk.access.item(list, at < 0 ? walk.access.items(list).length + at : at);
  if (value === undefined) return;
  try {
    add(walk, index, value);
  } catch (error) {
    // Wherever it comes from: the Java library takes it for its own.
    if (!isNamed(error, 'IndexOutOfBoundsException')) throw error;
  }
}

function takeSlice<Node>(walk: Walk<Node>, index: number, step: StepOf<'slice'>, list: Node): void {
  const length = walk.access.items(list).length;
  let from = step.from ?? 0;
  let to = step.to ?? length;
  if (step.to === undefined && from < 0) from += length;
  if (step.from === undefined && to < 0) to += length;
  // With both ends given a negative start counts up through the negative indexes: `[-2:1]` of three elements is the last two, then the first.
  from = Math.max(from, step.to === undefined || step.from === undefined ? 0 : -length);
  to = Math.min(to, length);
  for (let at = from; at < to; at++) takeIndex(walk, index, at, list);
}

function takeFilter<Node>(walk: Walk<Node>, index: number, step: StepOf<'filter'>, model: Node): void {
  const { access } = walk;
  if (access.isMap(model)) {
    if (matchesFilter(walk, step.filter, model)) add(walk, index, model);
  } else if (access.isList(model)) {
    const keys = keysFrom(walk, index + 1);
    access.items(model).forEach((item, at) => {
      if (!matchesFilter(walk, step.filter, item)) return;
      if (keys === undefined) takeIndex(walk, index, at, model);
      else addAtKeys(walk, keys, item);
    });
  } else if (walk.path.definiteBefore[index] === true) {
    throw new JsonPathError('InvalidPathException', 'A filter can not be applied to primitives');
  }
}

/** `..`: the next step is taken at the node and at everything below it that it fits. */
function scan<Node>(walk: Walk<Node>, index: number, model: Node): void {
  const { access } = walk;
  const next = walk.path.steps[index + 1];
  if (next === undefined) throw new JsonPathError('IllegalStateException', 'Current path token is a leaf');
  if (access.isMap(model)) {
    if (scanStopsAt(walk, next, index + 1, model)) takeStep(walk, index + 1, model);
    for (const value of access.values(model)) scan(walk, index, value);
  } else if (access.isList(model)) {
    const items = access.items(model);
    if (scanStopsAt(walk, next, index + 1, model)) scanList(walk, index + 1, items, model);
    for (const item of items) scan(walk, index, item);
  }
  count(walk.reading);
}

/** In an array a step that is not the last is not taken at all: the one behind it is, at every element (as in the Java library). */
function scanList<Node>(walk: Walk<Node>, index: number, items: readonly Node[], list: Node): void {
  const after = walk.path.steps[index + 1];
  if (after === undefined) {
    takeStep(walk, index, list);
    return;
  }
  items.forEach((item, at) => {
    walk.reading.upstreamIndex.set(after, at);
    takeStep(walk, index + 1, item);
  });
}

function scanStopsAt<Node>(walk: Walk<Node>, next: Step, index: number, model: Node): boolean {
  const { access } = walk;
  switch (next.type) {
    case 'property':
      if (!access.isMap(model)) return false;
      if (!isDefinite(next, isLeaf(walk, index))) return true;
      return next.names.every((name) => access.property(model, name) !== undefined);
    case 'index':
    case 'slice':
      return access.isList(model);
    case 'wildcard':
      return true;
    case 'filter':
      return matchesFilter(walk, next.filter, model);
    case 'scan':
    case 'function':
      return false;
    default:
      return next satisfies never;
  }
}

function takeFunction<Node>(walk: Walk<Node>, index: number, step: StepOf<'function'>, model: Node): void {
  const result = callFunction(walk, step, model);
  walk.results.push(result);
  // No step leads into Java's set of keys.
  if (!isLeaf(walk, index)) takeStep(walk, index + 1, step.name === 'keys' ? walk.access.createBoolean(true) : result);
}
