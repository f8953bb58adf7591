import type { VelocityErrorName } from './diagnostic.ts';
import type { Span } from './source-position.ts';

/**
 * An error of rendering, as the engine throws it: `name` is the class name. Where a Java method failed, `javaCause`
 * is the class name of what it threw (`IndexOutOfBoundsException`).
 */
export class TemplateError extends Error {
  override readonly name: VelocityErrorName;
  readonly javaCause: string | undefined;
  /** Where in the template, where that can be told. */
  span: Span | undefined;
  constructor(name: VelocityErrorName, message: string, javaCause?: string) {
    super(message);
    this.name = name;
    this.javaCause = javaCause;
  }
}

/** Which limit a render has exceeded. */
export type LimitKind = 'output' | 'steps' | 'value-size' | 'depth' | 'regular-expression';

/** A render has exceeded one of its limits. No counterpart in Velocity. */
export class TemplateLimitError extends Error {
  override readonly name = 'TemplateLimitError';
  readonly limit: LimitKind;
  /** Where in the template; known for observed templates. */
  span: Span | undefined;
  constructor(limit: LimitKind, message: string) {
    super(message);
    this.limit = limit;
  }
}
