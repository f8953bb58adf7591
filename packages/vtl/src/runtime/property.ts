import type { Value } from '@portico/values';
import { type HostObject, JavaException, JavaList, JavaMap } from '@portico/values';
import { TemplateError, TemplateLimitError } from '../template-error.ts';
import { ForeachScope } from './foreach-scope.ts';
import { CallSite, call, findMethod, fromEnd, invokeOverload, isHostObject, methodInvocation } from './invoke.ts';
import type { RenderState } from './render-state.ts';

/**
 * `$self.name`: the getter `getName()` or `getname()`, a map's key, `get("name")`, `isName()`, in this order.
 * `parsed` is what a map that JSON.parse made has under the name (see JavaMap.parsed); generated code knows where to find it.
 */
export function property(state: RenderState, self: Value, name: string, parsed?: unknown): Value {
  if (typeof parsed === 'string' || parsed instanceof JavaList || parsed instanceof JavaMap) return parsed;
  if (typeof parsed === 'number' && (parsed | 0) === parsed) return parsed | 0;
  if (self instanceof JavaMap) return self.get(name) ?? null;
  if (self === null) return null;
  if (isHostObject(self)) return hostProperty(state, self, name);
  // Velocity lends a Java array the methods of a list, but not its properties.
  if (self instanceof JavaList && self.kind === 'array') return null;
  const toggled = toggleFirst(name);
  for (const getter of [`get${name}`, `get${toggled}`]) {
    if (findMethod(self, getter, []) !== undefined) return call(state, self, new CallSite(getter), []);
  }
  if (self instanceof ForeachScope) return self.get(name);
  for (const getter of [`is${name}`, `is${toggled}`]) {
    if (findMethod(self, getter, []) !== undefined) return call(state, self, new CallSite(getter), []);
  }
  return null;
}

function hostProperty(state: RenderState, self: HostObject, name: string): Value {
  const getter = self.properties.get(name);
  if (getter !== undefined) return getter();
  return self.methods.has('get') ? call(state, self, new CallSite('get'), [name]) : null;
}

function toggleFirst(name: string): string {
  const first = name[0] ?? '';
  const upper = first.toUpperCase();
  return (first === upper ? first.toLowerCase() : upper) + name.slice(1);
}

/** `#set($self.name = value)`: a map's key. Anything else cannot be set, and nothing happens. */
export function setProperty(self: Value, name: string, value: Value): void {
  if (self instanceof JavaMap) self.set(name, value);
  else if (self instanceof ForeachScope) self.storage.set(name, value);
}

/** `#set($self[index] = value)`: `set(index, value)` or `put(index, value)`. */
export function setIndex(state: RenderState, self: Value, argument: Value, value: Value): void {
  if (self === null) return;
  const adjusted = fromEnd(state, self, argument);
  const overload = findMethod(self, 'set', [adjusted, value]) ?? findMethod(self, 'put', [adjusted, value]);
  if (overload === undefined) return;
  state.budget.spend(1);
  try {
    invokeOverload(state, overload, self, [adjusted, value]);
  } catch (thrown) {
    if (thrown instanceof TemplateLimitError || thrown instanceof TemplateError) throw thrown;
    if (thrown instanceof JavaException) throw methodInvocation('set', thrown);
    throw thrown;
  }
}
