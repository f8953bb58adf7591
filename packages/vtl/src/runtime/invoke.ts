import type { Value } from '@portico/values';
import { HostObject, JavaBigDecimal, JavaException, JavaList, JavaMap } from '@portico/values';
import { JavaObject } from '../java/java-objects.ts';
import { type JavaType, javaType } from '../java/java-type.ts';
import { METHOD_TABLES } from '../java/method-tables.ts';
import type { Overload } from '../java/overloads.ts';
import { chooseOverload, prepareArguments } from '../java/overloads.ts';
import { TemplateError, TemplateLimitError } from '../template-error.ts';
import { isBlock } from './macro.ts';
import type { RenderState } from './render-state.ts';
import { StopCommand } from './stop-command.ts';

/** True for what the host offers, which has its own methods and properties; everything else has a method table. */
export function isHostObject(value: Value): value is HostObject {
  if (!(value instanceof HostObject)) return false;
  return !(value instanceof JavaObject || value instanceof JavaBigDecimal || isBlock(value));
}

/** The overload of a method that takes these arguments, or `undefined`: "no such method". */
export function findMethod(self: Value, name: string, args: readonly Value[]): Overload | undefined {
  const overloads = METHOD_TABLES[javaType(self)].get(name);
  return overloads === undefined ? undefined : chooseOverload(overloads, args);
}

/** A call in a template's source. It remembers which overload the classes of object and arguments last led to. */
export class CallSite {
  readonly name: string;
  #selfType: JavaType | undefined;
  #argumentTypes: readonly JavaType[] = [];
  #overload: Overload | undefined;

  constructor(name: string) {
    this.name = name;
  }

  find(self: Value, args: readonly Value[]): Overload | undefined {
    const type = javaType(self);
    if (type !== this.#selfType || !this.#hasTypes(args)) {
      this.#overload = findMethod(self, this.name, args);
      this.#argumentTypes = args.map(javaType);
      this.#selfType = type;
    }
    return this.#overload;
  }

  #hasTypes(args: readonly Value[]): boolean {
    const types = this.#argumentTypes;
    if (types.length !== args.length) return false;
    for (let i = 0; i < types.length; i++) if (javaType(args[i] ?? null) !== types[i]) return false;
    return true;
  }
}

/** `$self.name(args)`: null when there is no such method, "" for a void one. */
export function call(state: RenderState, self: Value, site: CallSite, args: readonly Value[]): Value {
  if (self === null) return null;
  state.budget.spend(1);
  // Objects with method tables have no methods of their own.
  const method = self instanceof HostObject ? self.methods.get(site.name) : undefined;
  try {
    if (method !== undefined) return method(args) ?? null;
    const overload = site.find(self, args);
    return overload === undefined ? null : invokeOverload(state, overload, self, args);
  } catch (thrown) {
    throw isOurs(thrown) ? thrown : methodInvocation(site.name, thrown);
  }
}

export function invokeOverload(state: RenderState, overload: Overload, self: Value, args: readonly Value[]): Value {
  const result = overload.invoke({ self, args: prepareArguments(overload, args), budget: state.budget });
  return result === undefined ? '' : result;
}

/** Limits, commands and what has been reported already pass; all else that a Java method throws is a MethodInvocationException. */
function isOurs(thrown: unknown): boolean {
  if (thrown instanceof TemplateLimitError || thrown instanceof StopCommand || thrown instanceof RangeError)
    return true;
  return thrown instanceof TemplateError && thrown.name === 'MethodInvocationException';
}

export function methodInvocation(name: string, thrown: unknown): TemplateError {
  const cause = thrown instanceof Error ? thrown.name : 'Exception';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new TemplateError('MethodInvocationException', `${name} threw ${cause}: ${message}`, cause);
}

/** `$self[index]`: `get` with the index as it is, negative integers counted from the end. */
export function index(state: RenderState, self: Value, argument: Value): Value {
  if (self === null) return null;
  if (self instanceof JavaMap && typeof argument === 'string') return self.get(argument) ?? null;
  if (self instanceof JavaList && typeof argument === 'number') {
    const item = self.items[argument];
    if (item !== undefined) return item;
  }
  const adjusted = fromEnd(state, self, argument);
  if (isHostObject(self)) return hostGet(state, self, adjusted);
  const overload = findMethod(self, 'get', [adjusted]);
  if (overload === undefined) return null;
  state.budget.spend(1);
  try {
    return invokeOverload(state, overload, self, [adjusted]);
  } catch (thrown) {
    if (thrown instanceof JavaException)
      throw new TemplateError('VelocityException', `index: ${thrown.message}`, thrown.name);
    throw thrown;
  }
}

const GET = new CallSite('get');

function hostGet(state: RenderState, self: HostObject, argument: Value): Value {
  const property = typeof argument === 'string' ? self.properties.get(argument) : undefined;
  return property === undefined ? call(state, self, GET, [argument]) : property();
}

export function fromEnd(state: RenderState, self: Value, argument: Value): Value {
  if (typeof argument !== 'number' || argument >= 0 || !Number.isInteger(argument)) return argument;
  const overload = findMethod(self, 'size', []);
  if (overload === undefined) {
    throw new TemplateError('VelocityException', `a negative index (${argument}) needs an object with a size() method`);
  }
  const size = invokeOverload(state, overload, self, []);
  return (typeof size === 'number' ? size : 0) + argument;
}
