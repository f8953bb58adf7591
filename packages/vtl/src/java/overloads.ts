import type { Value } from '@portico/values';
import { JavaException, JavaList } from '@portico/values';
import type { Budget } from '../limits.ts';
import type { JavaType, ParameterType } from './java-type.ts';
import { accepts, acceptsElement, boxed, isSubtype, javaType } from './java-type.ts';

/** What a method is called with: its own object and the arguments, which fit the declared parameters. */
export interface Call<Self extends Value = Value> {
  readonly self: Self;
  readonly args: readonly Value[];
  readonly budget: Budget;
}

/** `undefined` for a void method. Throws JavaException for what Java throws. */
export type Method<Self extends Value = Value> = (call: Call<Self>) => Value | undefined;

export interface Overload {
  readonly parameters: readonly ParameterType[];
  /** The last parameter is an array, which also takes single arguments. */
  readonly isVarargs: boolean;
  readonly invoke: Method;
}

/** Methods by name; each name has its overloads in declaration order. */
export type MethodTable = ReadonlyMap<string, readonly Overload[]>;

/**
 * A table from signatures: `{ 'indexOf(String,int)': call => ... }`. Types are those of ParameterType.
 */
export function methodTable<Self extends Value>(methods: Readonly<Record<string, Method<Self>>>): MethodTable {
  const table = new Map<string, Overload[]>();
  for (const [signature, method] of Object.entries(methods)) {
    const [, name, list] = /^(\w+)\((.*)\)$/.exec(signature) ?? [];
    if (name === undefined || list === undefined) throw new Error(`not a signature: ${signature}`);
    const parameters = (list === '' ? [] : list.split(',')) as ParameterType[];
    const isVarargs = parameters.at(-1)?.endsWith('[]') ?? false;
    const overload: Overload = { parameters, isVarargs, invoke: method as Method };
    const overloads = table.get(name);
    if (overloads === undefined) table.set(name, [overload]);
    else overloads.push(overload);
  }
  return table;
}

/** One table over others; methods of the earlier ones win. */
export function mergeTables(...tables: readonly MethodTable[]): MethodTable {
  const merged = new Map<string, Overload[]>();
  for (const table of tables) {
    for (const [name, overloads] of table) {
      const known = merged.get(name) ?? [];
      const added = overloads.filter((overload) => !known.some((other) => sameParameters(overload, other)));
      merged.set(name, [...known, ...added]);
    }
  }
  return merged;
}

function sameParameters(a: Overload, b: Overload): boolean {
  return a.parameters.join() === b.parameters.join();
}

/**
 * Velocity's choice among overloads: those that the run-time classes of the arguments fit, and of them the most specific.
 * `undefined` when none fits or when none is the most specific.
 */
export function chooseOverload(overloads: readonly Overload[], args: readonly Value[]): Overload | undefined {
  if (overloads.length === 1 && args.length === 0 && overloads[0]?.parameters.length === 0) return overloads[0];
  const types = args.map(javaType);
  const exact = overloads.find((overload) => isExact(overload.parameters, types));
  if (exact !== undefined) return exact;
  const applicable = overloads.filter((overload) => isApplicable(overload.parameters, types));
  if (applicable.length < 2) return applicable[0];
  return applicable.find((overload) =>
    applicable.every((other) => other === overload || isMoreSpecific(overload, other)),
  );
}

/** Velocity first looks for a method declared with just these classes, taking null for an Object and boxing primitives. */
function isExact(parameters: readonly ParameterType[], types: readonly JavaType[]): boolean {
  return (
    parameters.length === types.length &&
    types.every((type, i) => boxed(parameters[i] as ParameterType) === (type === 'null' ? 'Object' : type))
  );
}

function isApplicable(parameters: readonly ParameterType[], types: readonly JavaType[]): boolean {
  const last = parameters.at(-1);
  if (parameters.length === types.length) {
    return types.every((type, i) => {
      const parameter = parameters[i] as ParameterType;
      return accepts(parameter, type) || (i === types.length - 1 && acceptsElement(parameter, type));
    });
  }
  // Velocity finds a method without parameters whatever the arguments are; calling it then fails.
  if (last === undefined) return true;
  if (!last.endsWith('[]') || types.length < parameters.length - 1) return false;
  return types.every((type, i) =>
    i < parameters.length - 1 ? accepts(parameters[i] as ParameterType, type) : acceptsElement(last, type),
  );
}

function isMoreSpecific(a: Overload, b: Overload): boolean {
  if (a.parameters.length !== b.parameters.length) return a.parameters.length > b.parameters.length;
  let moreSpecific = false;
  let lessSpecific = false;
  a.parameters.forEach((parameter, i) => {
    const other = b.parameters[i] as ParameterType;
    if (parameter === other) return;
    moreSpecific ||= isSubtype(parameter, other) || other === 'Object';
    lessSpecific ||= isSubtype(other, parameter) || parameter === 'Object';
  });
  if (moreSpecific !== lessSpecific) return moreSpecific;
  return moreSpecific && !a.parameters.at(-1)?.endsWith('[]') && b.parameters.at(-1)?.endsWith('[]') === true;
}

/** The arguments as the method takes them. Throws JavaException for a method without parameters that is called with some. */
export function prepareArguments(overload: Overload, args: readonly Value[]): readonly Value[] {
  if (overload.parameters.length === 0 && args.length > 0) {
    throw new JavaException('IllegalArgumentException', 'wrong number of arguments');
  }
  return overload.isVarargs ? packVarargs(overload, args) : args;
}

/** Packs the arguments that a last array parameter takes one by one. */
function packVarargs(overload: Overload, args: readonly Value[]): readonly Value[] {
  const last = overload.parameters.length - 1;
  const only = args[last];
  if (
    args.length === overload.parameters.length &&
    (only === null || (only instanceof JavaList && only.kind === 'array'))
  )
    return args;
  return [...args.slice(0, last), new JavaList(args.slice(last), 'array')];
}
