import { JsonPathError } from './json-path-error.ts';
import { createPath, isFunctionPath, type Parameter, type Step } from './parsed-path.ts';
import { parsePermissiveJson } from './permissive-json.ts';
import { findOrThrow, type Walk } from './reading.ts';

type FunctionStep = Extract<Step, { readonly type: 'function' }>;

/** What a function works with: the node it follows, and its arguments, evaluated from the root. */
interface Call<Node> {
  readonly walk: Walk<Node>;
  readonly model: Node;
  readonly parameters: readonly Parameter[];
  readonly values: readonly Node[];
}

/** Calls a function of a path. Throws `JsonPathError`; an unknown function is an InvalidPathException. */
export function callFunction<Node>(walk: Walk<Node>, step: FunctionStep, model: Node): Node {
  const { access, reading, root } = walk;
  if (!isFunctionName(step.name)) {
    throw new JsonPathError('InvalidPathException', `Function with name: ${step.name} does not exist.`);
  }
  const values = step.parameters.map((parameter) =>
    parameter.type === 'path'
      ? findOrThrow(reading, parameter.path, root, root)
      : parsePermissiveJson(parameter.text, access),
  );
  const call: Call<Node> = { walk, model, parameters: step.parameters, values };
  switch (step.name) {
    case 'length':
    case 'size':
      return length(call);
    case 'keys':
      return access.isMap(model) ? access.createSet([...access.names(model)]) : access.createNull();
    case 'concat':
      return access.createString(concat(call));
    case 'append':
      return access.isList(model) ? access.createList([...access.items(model), ...values]) : model;
    case 'first':
      return elementAt(call, () => 0);
    case 'last':
      return elementAt(call, () => -1);
    case 'index':
      return elementAt(call, () => indexArgument(call));
    case 'min':
    case 'max':
    case 'avg':
    case 'sum':
    case 'stddev':
      return access.createDouble(AGGREGATIONS[step.name](numbers(call)));
    default:
      return step.name satisfies never;
  }
}

const AGGREGATIONS = {
  min: (numbers: readonly number[]): number =>
    numbers.reduce((least, number) => (least > number ? number : least), Number.MAX_VALUE),
  // Java's Double.MIN_VALUE, where the Java library starts, is the smallest positive number: the maximum of negative numbers is that.
  max: (numbers: readonly number[]): number =>
    numbers.reduce((most, number) => (most < number ? number : most), Number.MIN_VALUE),
  avg: (numbers: readonly number[]): number => sum(numbers) / numbers.length,
  sum,
  stddev(numbers: readonly number[]): number {
    const total = sum(numbers);
    const squares = sum(numbers.map((number) => number * number));
    return Math.sqrt(squares / numbers.length - (total * total) / numbers.length / numbers.length);
  },
} as const;

const FUNCTION_NAMES = [
  'length',
  'size',
  'keys',
  'concat',
  'append',
  'first',
  'last',
  'index',
  'min',
  'max',
  'avg',
  'sum',
  'stddev',
] as const;

function isFunctionName(name: string): name is (typeof FUNCTION_NAMES)[number] {
  return (FUNCTION_NAMES as readonly string[]).includes(name);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The numbers of the array that the function follows, then those of its arguments. */
function numbers<Node>({ walk: { access }, model, values }: Call<Node>): number[] {
  const found = [
    ...(access.isList(model) ? access.items(model) : []),
    ...values.flatMap((value) => (access.isList(value) ? access.items(value) : [value])),
  ]
    .map((node) => access.double(node))
    .filter((number) => number !== undefined);
  if (found.length === 0) throw emptyArray();
  return found;
}

function emptyArray(): JsonPathError {
  return new JsonPathError('JsonPathException', 'Aggregation function attempted to calculate value using empty array');
}

function length<Node>({ walk, model, parameters }: Call<Node>): Node {
  const { access, reading } = walk;
  const [first] = parameters;
  if (first !== undefined) {
    if (first.type === 'json') throw new JsonPathError('NullPointerException', 'length takes a path');
    // What is counted are the nodes below the path; the Java library forgets that a definite path is not definite any more then.
    const { path } = first;
    const below = createPath(path.fromRoot, [...path.steps, { type: 'wildcard' }]);
    const counted =
      isFunctionPath(path) || path.steps.length === 0
        ? path
        : { ...below, definite: path.definite, tail: path.tail, keys: undefined };
    const nodes = findOrThrow(reading, counted, model, model);
    if (access.isList(nodes)) return access.createInteger(access.items(nodes).length);
  }
  if (access.isList(model)) return access.createInteger(access.items(model).length);
  return access.isMap(model) ? access.createInteger(access.names(model).length) : access.createNull();
}

function concat<Node>({ walk: { access }, model, values }: Call<Node>): string {
  let text = '';
  for (const item of access.isList(model) ? access.items(model) : []) {
    const operand = access.operand(item);
    if (operand.type === 'string') text += operand.value;
  }
  for (const value of values.flatMap((one) => (access.isList(one) ? access.items(one) : [one]))) {
    if (value !== null) text += access.text(value);
  }
  return text;
}

function indexArgument<Node>({ walk: { access }, values }: Call<Node>): number {
  const [first] = values
    .flatMap((value) => (access.isList(value) ? access.items(value) : [value]))
    .flatMap((value) => access.double(value) ?? []);
  if (first === undefined) throw new JsonPathError('IndexOutOfBoundsException', 'index takes a number');
  return Math.trunc(first);
}

/** A negative index counts from the end, but never reaches the first element (as in the Java library). */
function elementAt<Node>({ walk: { access }, model }: Call<Node>, indexOf: () => number): Node {
  if (!access.isList(model)) throw emptyArray();
  const index = indexOf();
  const items = access.items(model);
  const at = index < 0 ? items.length + index : index;
  if (index < 0 && at <= 0)
    throw new JsonPathError('JsonPathException', `Target index:${index} larger than object count:${items.length}`);
  const item = items[at];
  if (item === undefined)
    throw new JsonPathError('IndexOutOfBoundsException', `Index ${at} out of bounds for length ${items.length}`);
  return item;
}
