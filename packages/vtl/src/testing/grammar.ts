import type { Random } from './random.ts';

/** What the parts of the grammar make of each other. `depth`: how deep more may nest. */
export interface Grammar {
  readonly random: Random;
  /** Names of the macros that the template has defined so far. */
  readonly macros: string[];
  statements(depth: number): string;
  reference(depth: number): string;
  /** A literal or a reference: what can be an argument. */
  value(depth: number): string;
  expression(depth: number): string;
}
