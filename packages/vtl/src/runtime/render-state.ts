import type { Diagnostic } from '../diagnostic.ts';
import type { Budget } from '../limits.ts';
import { MAX_RENDER_DEPTH } from '../limits.ts';
import { TemplateLimitError } from '../template-error.ts';
import type { Body, Macro, MacroTable } from './macro.ts';

/** A source compiled while a template renders. */
export interface EvaluatedSource {
  readonly diagnostics: readonly Diagnostic[];
  readonly body: (state: RenderState) => Body;
  readonly macros: ReadonlyMap<string, Macro>;
}

/** Compiles the argument of `#evaluate`. Given by the compiler, which imports the runtime. */
export type CompileSource = (source: string, state: RenderState) => EvaluatedSource;

/** What one call of render has to itself. */
export class RenderState {
  readonly budget: Budget;
  maxIterations: number;
  readonly compile: CompileSource;
  /** Macros by name: the template's, and those that `#evaluate` adds. */
  readonly macros: MacroTable;
  /** Names that `\#name` escapes. */
  readonly macroNames: Set<string>;
  macroDepth = 0;
  #depth = 0;

  constructor(
    budget: Budget,
    maxIterations: number,
    compile: CompileSource,
    macros: MacroTable,
    macroNames: Set<string>,
  ) {
    this.budget = budget;
    this.maxIterations = maxIterations;
    this.compile = compile;
    this.macros = macros;
    this.macroNames = macroNames;
  }

  /** Runs something that may call itself. */
  nest<T>(run: () => T): T {
    if (this.#depth >= MAX_RENDER_DEPTH) throw new TemplateLimitError('depth', 'the template calls itself too deep');
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}
