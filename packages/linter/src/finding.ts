import type { ProbeInput } from './probe/scenario.ts';
import type { RuleId, Severity } from './rules.ts';

/** Lines and columns count from 1, in UTF-16 code units. The end is excluded. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** An input and what the template really makes of it. */
export interface Example {
  readonly input: ProbeInput;
  readonly output: string;
}

/** A change of the template's source; offsets in UTF-16 code units, the end excluded. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Something that is wrong with a template. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly region: Region;
  /** Offsets in the template: start included, end excluded. */
  readonly span: { readonly start: number; readonly end: number };
  /** What is wrong here. */
  readonly reason: string;
  /** What to do. */
  readonly remedy: string;
  readonly example?: Example | undefined;
  /** What `--fix` would do. */
  readonly edits?: readonly Edit[] | undefined;
}
