import type { Value } from '@portico/values';
import { TemplateError } from '../template-error.ts';
import type { Frame } from './frame.ts';
import type { Writer } from './macro.ts';
import { textOrThrow } from './macro.ts';
import type { RenderState } from './render-state.ts';
import { untilStop } from './stop-command.ts';

/** Compiling costs much more than the steps of rendering. */
const STEPS_PER_COMPILATION = 2_000;
const STEPS_PER_CHARACTER = 50;

/** `#evaluate(source)`: a template compiled and rendered on the spot, with the variables and macros of the place. */
export function evaluate(state: RenderState, frame: Frame, writer: Writer, source: Value): void {
  const text = source === null ? '' : textOrThrow(source, state.budget);
  state.budget.spend(STEPS_PER_COMPILATION + STEPS_PER_CHARACTER * text.length);
  const compiled = state.compile(text, state);
  const [problem] = compiled.diagnostics;
  if (problem !== undefined) {
    const isInitError = problem.errorName === 'TemplateInitException';
    throw new TemplateError(
      isInitError ? 'ParseErrorException' : problem.errorName,
      `in #evaluate: ${problem.message}`,
    );
  }
  for (const [name, macro] of compiled.macros) {
    if (!state.macros.has(name)) state.macros.set(name, macro);
  }
  state.nest(() => untilStop(() => compiled.body(state)(frame, writer)));
}
