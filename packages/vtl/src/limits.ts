import type { RegexBudget } from '@portico/values';
import { TemplateLimitError } from './template-error.ts';

/** Bounds of one render. Exceeding one is a TemplateLimitError, but for `foreachIterations`. */
export interface TemplateLimits {
  /** Characters (UTF-16) of output, and of any string that a template builds. */
  readonly outputLength: number;
  /** Units of work: an iteration, a call, a list element touched, a step of a regular expression. */
  readonly steps: number;
  /** A loop ends silently after this many iterations (API Gateway: 1,000). */
  readonly foreachIterations: number;
}

export const DEFAULT_LIMITS: TemplateLimits = {
  outputLength: 20_000_000,
  steps: 20_000_000,
  foreachIterations: Number.POSITIVE_INFINITY,
};

/** `#evaluate` and blocks may nest this deep in a render (macros: 20, as in Velocity). */
export const MAX_RENDER_DEPTH = 60;

/** How much of its limits a render has left. */
export class Budget implements RegexBudget {
  steps: number;
  maxLength: number;
  constructor(limits: TemplateLimits) {
    this.steps = limits.steps;
    this.maxLength = limits.outputLength;
  }

  /** For the next render. */
  reset(limits: TemplateLimits): void {
    this.steps = limits.steps;
    this.maxLength = limits.outputLength;
  }

  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw new TemplateLimitError('steps', 'the template does too much work');
  }

  /** For a string that is about to be built. */
  checkLength(length: number): void {
    if (length > this.maxLength)
      throw new TemplateLimitError('value-size', 'the template builds a string that is too long');
    if (length > 1000) this.spend(length >> 6);
  }

  outOfMemory(message: string): TemplateLimitError {
    return new TemplateLimitError('regular-expression', message);
  }
}
