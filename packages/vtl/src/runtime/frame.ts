import type { Value } from '@portico/values';
import type { TemplateScope } from '../template-scope.ts';

/**
 * Where names are looked up while macros, blocks and `#evaluate` run: a chain, because Velocity's macros see the variables
 * and parameters of whoever called them. Null is "no value".
 */
export interface Frame {
  get(name: string): Value;
  put(name: string, value: Value): void;
  remove(name: string): void;
  /** The source text of the argument that the parameter `name` stands for. */
  literalOf(name: string): string | undefined;
}

/** The template's own variables over the scope of the caller. */
export class RootFrame implements Frame {
  readonly #scope: TemplateScope;
  readonly #own = new Map<string, Value>();

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  get(name: string): Value {
    const own = this.#own.get(name);
    return own !== undefined ? own : (this.#scope.get(name) ?? null);
  }

  put(name: string, value: Value): void {
    this.#own.set(name, value);
  }

  remove(name: string): void {
    this.#own.set(name, null);
  }

  literalOf(): undefined {
    return undefined;
  }
}

/** An argument of a macro call. It is evaluated in the caller's frame each time the parameter is read. */
export interface MacroArgument {
  readonly literal: string;
  readonly value: (frame: Frame) => Value;
  /** A number or boolean: evaluated once, and never printed as its source. */
  readonly isConstant: boolean;
}

/** A macro being called: parameters by name, and the variables it sets, which it also sets for everybody around it. */
export class MacroFrame implements Frame {
  readonly #outer: Frame;
  readonly #arguments = new Map<string, MacroArgument>();
  readonly #literals = new Map<string, string>();
  readonly #locals = new Map<string, Value>();

  constructor(outer: Frame) {
    this.#outer = outer;
  }

  addArgument(name: string, argument: MacroArgument): void {
    if (argument.isConstant) {
      this.#locals.set(name, argument.value(this.#outer));
    } else {
      this.#arguments.set(name, argument);
      this.#literals.set(name, argument.literal);
    }
  }

  /** A value that only this call sees. */
  addLocal(name: string, value: Value): void {
    this.#locals.set(name, value);
  }

  get(name: string): Value {
    const local = this.#locals.get(name);
    if (local !== undefined && local !== null) return local;
    const argument = this.#arguments.get(name);
    return argument === undefined ? this.#outer.get(name) : argument.value(this.#outer);
  }

  put(name: string, value: Value): void {
    this.#locals.set(name, value);
    this.#outer.put(name, value);
  }

  remove(name: string): void {
    this.#locals.delete(name);
    this.#arguments.delete(name);
    this.#outer.remove(name);
  }

  literalOf(name: string): string | undefined {
    return this.#literals.get(name) ?? this.#outer.literalOf(name);
  }
}

/** An iteration over a null element: the loop variable reads as null whatever is set, until a loop inside removes it. */
export class NullElementFrame implements Frame {
  readonly #outer: Frame;
  readonly #name: string;
  #active = true;

  constructor(outer: Frame, name: string) {
    this.#outer = outer;
    this.#name = name;
  }

  get(name: string): Value {
    return this.#active && name === this.#name ? null : this.#outer.get(name);
  }

  put(name: string, value: Value): void {
    if (name === this.#name && value === null) this.#active = true;
    this.#outer.put(name, value);
  }

  remove(name: string): void {
    if (name === this.#name) this.#active = false;
    this.#outer.remove(name);
  }

  literalOf(name: string): string | undefined {
    return this.#outer.literalOf(name);
  }
}
