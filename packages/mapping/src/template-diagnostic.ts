/** A finding about a template or an expression, with its place: offsets in UTF-16 code units (end exclusive), `line` and `column` from 1. */
export interface TemplateDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly span: { readonly start: number; readonly end: number; readonly line: number; readonly column: number };
}
