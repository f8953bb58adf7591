import type { Diagnostic } from '@portico/api-model';

/** Collects findings about one place of an API. Errors refuse the deployment; warnings fail at run time as the service does. */
export interface Report {
  error(code: string, message: string, remedy: string): void;
  warning(
    code: string,
    message: string,
    remedy: string,
    position?: { readonly line: number; readonly column: number },
  ): void;
  /** The same collection, one step further in (`GET /pets` then `requestTemplates[application/json]`). */
  at(part: string): Report;
}

export function collectInto(diagnostics: Diagnostic[], place = ''): Report {
  return {
    error(code, message, remedy) {
      diagnostics.push({ severity: 'error', code, message, remedy, place });
    },
    warning(code, message, remedy, position) {
      diagnostics.push({ severity: 'warning', code, message, remedy, place, ...position });
    },
    at(part) {
      return collectInto(diagnostics, place === '' ? part : `${place} ${part}`);
    },
  };
}
