import type { Value } from '@portico/values';
import { HostObject } from '@portico/values';
import type { Budget } from '../limits.ts';
import { TemplateError } from '../template-error.ts';
import type { Frame, MacroArgument } from './frame.ts';
import { MacroFrame } from './frame.ts';
import type { RenderState } from './render-state.ts';
import { untilBreak } from './stop-command.ts';
import { textOf } from './text-of.ts';

/** Where a body prints. */
export interface Writer {
  text: string;
}

/** The compiled body of a macro, block or loop. */
export type Body = (frame: Frame, writer: Writer) => void;

export interface Macro {
  readonly parameters: readonly string[];
  readonly body: (state: RenderState) => Body;
}

export type MacroTable = Map<string, Macro>;

/** A call of a macro, or of a name that may become one. */
export interface MacroCall {
  readonly name: string;
  /** Printed when there is no such macro. */
  readonly literal: string;
  readonly args: readonly MacroArgument[];
  /** An argument is a bare word, which no macro can take. */
  readonly badArgument: boolean;
}

// Velocity: velocimacro.max.depth.
const MAX_MACRO_DEPTH = 20;

export function callMacro(state: RenderState, frame: Frame, writer: Writer, call: MacroCall, bodyContent?: Body): void {
  const macro = state.macros.get(call.name);
  if (macro === undefined) {
    writer.text += call.literal;
    return;
  }
  if (call.badArgument) {
    throw new TemplateError('TemplateInitException', `a bare word cannot be an argument of the macro #${call.name}`);
  }
  state.budget.spend(1 + call.args.length);
  const macroFrame = new MacroFrame(frame);
  macro.parameters.forEach((parameter, i) => {
    const argument = call.args[i];
    if (argument !== undefined) macroFrame.addArgument(parameter, argument);
  });
  if (bodyContent !== undefined) {
    // To Velocity the body is one more argument, without a value: it takes one from a parameter that repeats a name.
    const further = macro.parameters[call.args.length];
    if (further !== undefined) macroFrame.addLocal(further, null);
    macroFrame.addLocal('bodyContent', new BlockReference(state, frame, bodyContent, MAX_MACRO_DEPTH));
  }
  if (state.macroDepth >= MAX_MACRO_DEPTH) {
    throw new TemplateError(
      'MacroOverflowException',
      `macros call each other more than ${MAX_MACRO_DEPTH} deep, in #${call.name}`,
    );
  }
  state.macroDepth++;
  const stopped = untilBreak(undefined, () => macro.body(state)(macroFrame, writer));
  // A macro that #break ends stays on Velocity's stack of macros.
  if (!stopped) state.macroDepth--;
}

/** The value of a variable that `#define` set, and of `$bodyContent`: printed anew each time, in the frame where it is printed. */
export class BlockReference extends HostObject {
  readonly #state: RenderState;
  readonly #definedIn: Frame;
  readonly #body: Body;
  readonly #maxDepth: number;
  #depth = 0;

  constructor(state: RenderState, definedIn: Frame, body: Body, maxDepth: number) {
    super('block');
    this.#state = state;
    this.#definedIn = definedIn;
    this.#body = body;
    this.#maxDepth = maxDepth;
  }

  /** False, and prints nothing, when the block is inside itself too often. */
  render(frame: Frame, writer: Writer): boolean {
    if (this.#depth >= this.#maxDepth) return false;
    this.#depth++;
    this.#state.budget.spend(1);
    this.#state.nest(() => untilBreak(this, () => this.#body(frame, writer)));
    this.#depth--;
    return true;
  }

  /** Null when the block is inside itself too often. */
  renderToText(): string | null {
    const writer = { text: '' };
    return this.render(this.#definedIn, writer) ? writer.text : null;
  }

  override toJavaString(): string {
    return this.renderToText() ?? 'null';
  }
}

/** `#define($name)`. */
export function defineBlock(state: RenderState, frame: Frame, name: string, body: Body): void {
  // Velocity: directive.define.max.depth.
  frame.put(name, new BlockReference(state, frame, body, 2));
}

/** `toString()` of what may be a block; null for one that is inside itself too often. */
export function textOrNull(value: Value, budget: Budget): string | null {
  return isBlock(value) ? value.renderToText() : textOf(value, budget);
}

/** The same where Java goes on with the text. Throws NullPointerException. */
export function textOrThrow(value: Value, budget: Budget): string {
  const text = textOrNull(value, budget);
  if (text === null) throw new TemplateError('NullPointerException', 'a block that is inside itself has no text');
  return text;
}

export function isBlock(value: Value): value is BlockReference {
  return value instanceof BlockReference;
}
