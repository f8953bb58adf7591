import type { Diagnostic } from '@portico/api-model';
import type { TemplateDiagnostic } from '@portico/mapping';
import type { ObserveTemplate } from './observe-template.ts';

/**
 * Every finding of a deployment, with its severity; docs/errors.md explains each, a test keeps the two in step.
 * `error`: the deployment is refused. `warning`: it deploys, and fails at run time as the service does. What is wrong within a
 * template has a code of the template language's own and is a warning.
 */
export const COMPILE_DIAGNOSTICS = {
  'invalid-integration-arn': 'error',
  'invalid-mapping-expression': 'error',
  'invalid-model-schema': 'error',
  'invalid-selection-pattern': 'error',
  'no-integration': 'error',
  'no-methods': 'error',
  'not-served': 'error',
  'template-too-large': 'error',
  'unknown-model': 'error',
  'unknown-request-validator': 'error',

  'forbidden-header': 'warning',
  'invalid-endpoint-address': 'warning',
  'invalid-header-value': 'warning',
  'missing-method-response': 'warning',
  'no-integration-response': 'warning',
  'nothing-passes': 'warning',
  'portico-only': 'warning',
} as const;

export type CompileDiagnosticCode = keyof typeof COMPILE_DIAGNOSTICS;

/** Collects findings about one place of an API. */
export interface Report {
  add(code: CompileDiagnosticCode, message: string, remedy: string): void;
  template(finding: TemplateDiagnostic): void;
  /** The same collection, one step further in (`GET /pets` then `requestTemplates[application/json]`). */
  at(part: string): Report;
  /** Who wants to hear what the template at this place does, if anybody. */
  observer(source: string): ReturnType<ObserveTemplate>;
}

export function collectInto(diagnostics: Diagnostic[], place = '', observe?: ObserveTemplate): Report {
  return {
    add(code, message, remedy) {
      diagnostics.push({ severity: COMPILE_DIAGNOSTICS[code], code, message, remedy, place });
    },
    template({ code, message, span: { line, column } }) {
      const remedy = 'Every request that uses this template answers 500 until it is corrected.';
      diagnostics.push({ severity: 'warning', code, message, remedy, place, line, column });
    },
    at(part) {
      return collectInto(diagnostics, place === '' ? part : `${place} ${part}`, observe);
    },
    observer(source) {
      return observe?.(place, source);
    },
  };
}
