import type { DiagnosticCode } from './diagnostic.ts';

/** The source cannot be read on from here. Caught by the compiler and turned into a diagnostic; never leaves the package. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  readonly code: DiagnosticCode;
  readonly start: number;
  readonly end: number;
  constructor(code: DiagnosticCode, message: string, start: number, end: number) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
  }
}
