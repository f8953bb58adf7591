import type { ASTBlock, ASTprocess, MacroDefinition, ParsedTemplate, Span } from '@portico/vtl';
import type { Phase } from '../input/input-tree.ts';
import type { AbstractValue } from '../value/abstract-value.ts';
import type { Flow } from '../value/flow.ts';
import type { Facts, Place } from './facts.ts';

/** One reading of a template, handed to everything that takes part in it. */
export interface Run {
  readonly parsed: ParsedTemplate;
  readonly facts: Facts;
  readonly phase: Phase;
  /** JSON rules apply. */
  readonly isJson: boolean;
  readonly macros: ReadonlyMap<string, MacroDefinition>;
  /** Variables that the template assigns somewhere. */
  readonly assigned: ReadonlySet<string>;
  /** Where the string that is being read stands; 0 outside of strings. */
  base: number;
  stringEnd: number | undefined;
  depth: number;
  steps: number;
  /** Flows that left the innermost loop. */
  breaks: Flow[];
  statements(block: ASTBlock | ASTprocess, flow: Flow): void;
}

export const MAX_DEPTH = 20;
export const MAX_STEPS = 60_000;

/** Where a span of the tree that is being read stands in the template. */
export function placeOf(run: Run, span: Span): Place {
  const start = run.base + span.start;
  const end = run.base + span.end;
  return run.stringEnd === undefined
    ? { start, end }
    : { start: Math.min(start, run.stringEnd), end: Math.min(end, run.stringEnd) };
}

/** Runs statements that build a text instead of output. */
export function builtText(run: Run, flow: Flow, block: ASTBlock | ASTprocess): readonly (string | AbstractValue)[] {
  if (run.depth >= MAX_DEPTH) return [];
  const outer = flow.parts;
  flow.parts = [];
  run.depth++;
  run.statements(block, flow);
  run.depth--;
  const parts = flow.parts;
  flow.parts = outer;
  return parts;
}
