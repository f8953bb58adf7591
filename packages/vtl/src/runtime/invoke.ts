import type { Value } from '@portico/values';
import { HostObject, JavaBigDecimal, JavaMap } from '@portico/values';
import { JavaObject } from '../java/java-objects.ts';
import { javaType } from '../java/java-type.ts';
import { METHOD_TABLES } from '../java/method-tables.ts';
import type { Overload } from '../java/overloads.ts';
import { chooseOverload, prepareArguments } from '../java/overloads.ts';
import { JavaException, TemplateError, TemplateLimitError } from '../template-error.ts';
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

/** `$self.name(args)`: null when there is no such method, "" for a void one. */
export function call(state: RenderState, self: Value, name: string, args: readonly Value[]): Value {
  if (self === null) return null;
  state.budget.spend(1);
  if (isHostObject(self)) {
    const method = self.methods.get(name);
    if (method !== undefined) return invocation(name, () => method(args) ?? null);
  }
  const overload = findMethod(self, name, args);
  if (overload === undefined) return null;
  return invocation(name, () => invokeOverload(state, overload, self, args));
}

export function invokeOverload(state: RenderState, overload: Overload, self: Value, args: readonly Value[]): Value {
  const result = overload.invoke({ self, args: prepareArguments(overload, args), budget: state.budget });
  return result === undefined ? '' : result;
}

/** What a Java method throws becomes MethodInvocationException; limits and commands pass. */
function invocation(name: string, invoke: () => Value): Value {
  try {
    return invoke();
  } catch (thrown) {
    if (thrown instanceof TemplateLimitError || thrown instanceof StopCommand) throw thrown;
    if (thrown instanceof TemplateError && thrown.name === 'MethodInvocationException') throw thrown;
    throw methodInvocation(name, thrown);
  }
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

function hostGet(state: RenderState, self: HostObject, argument: Value): Value {
  const property = typeof argument === 'string' ? self.properties.get(argument) : undefined;
  return property === undefined ? call(state, self, 'get', [argument]) : property();
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
