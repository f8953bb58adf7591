import type { Span } from './source-position.ts';

/** Everything that can be wrong with a template before it is rendered. */
export type DiagnosticCode =
  | 'unexpected-token'
  | 'unexpected-character'
  | 'unexpected-end'
  | 'nested-too-deep'
  | 'bad-directive-argument'
  | 'bad-macro-definition'
  | 'missing-argument'
  | 'too-many-arguments'
  | 'empty-literal'
  | 'bad-string-literal'
  | 'unfinished-unicode-escape'
  | 'bad-number';

/** A reason why the template does not render, and where. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly span: Span;
  /** The class name of the error that rendering throws because of this. */
  readonly errorName: VelocityErrorName;
}

/** Class names of the errors that the engine throws, the last two being ours. */
export type VelocityErrorName =
  | 'ParseErrorException'
  | 'VelocityException'
  | 'TemplateInitException'
  | 'MethodInvocationException'
  | 'ResourceNotFoundException'
  | 'MacroOverflowException'
  | 'ConcurrentModificationException'
  | 'NoSuchElementException'
  | 'ArrayIndexOutOfBoundsException'
  | 'NullPointerException'
  | 'ClassCastException'
  | 'ArithmeticException'
  | 'NumberFormatException'
  | 'StringIndexOutOfBoundsException'
  | 'IllegalArgumentException'
  | 'UnsupportedOperationException'
  | 'StackOverflowError'
  | 'OutOfMemoryError';
