import type { CodeScope } from './code-scope.ts';

/** Fails when the output is longer than its limit. Checked after each iteration and after every few references. */
export function emitOutputCheck(scope: CodeScope): void {
  scope.line(`if (${scope.output}.length > S.budget.maxLength) tooLong(S);`);
}
