import type { Diagnostic } from '@portico/api-model';

/**
 * Diagnostics as lines below a sentence, each with its place and remedy, set like the service's own import errors:
 * `\n\t{message} ({place}, line 3, column 7). {remedy}`
 */
export function describeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `\n\t${describe(diagnostic)}`).join('');
}

function describe({ message, place, line, column, remedy }: Diagnostic): string {
  const position = line === undefined ? '' : `line ${line}${column === undefined ? '' : `, column ${column}`}`;
  const where = [place, position].filter((part) => part !== '').join(', ');
  return [message, where === '' ? '' : `(${where})`, remedy ?? ''].filter((part) => part !== '').join(' ');
}
