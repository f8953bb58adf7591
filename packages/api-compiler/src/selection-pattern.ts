import type { IntegrationResponse } from '@portico/api-model';
import { compileJavaPattern } from '@portico/values';
import type { Report } from './diagnostics.ts';

/**
 * The integration response for a backend status: patterns in ascending order of their status code, each a Java regular expression
 * that must match the whole status; then the default, the one without a pattern (spec: data plane, section 12).
 * A backend has few statuses, so each is decided once. Without a status the default answers.
 */
export function compileSelection<T>(
  responses: readonly IntegrationResponse[],
  targets: readonly T[],
  report: Report,
): (status: number | undefined) => T | undefined {
  const patterns: { readonly statusCode: string; readonly matches: (text: string) => boolean; readonly target: T }[] =
    [];
  let fallback: T | undefined;
  for (const [at, response] of responses.entries()) {
    const target = targets[at];
    if (target === undefined) continue;
    if (response.selectionPattern === undefined || response.selectionPattern === '') fallback ??= target;
    else patterns.push({ statusCode: response.statusCode, matches: compilePattern(response, report), target });
  }
  patterns.sort((one, other) => Number(one.statusCode) - Number(other.statusCode));
  const decided = new Map<number, T | undefined>();
  return (status) => {
    if (status === undefined) return fallback;
    if (decided.has(status)) return decided.get(status);
    const text = String(status);
    const selected = patterns.find(({ matches }) => matches(text))?.target ?? fallback;
    if (decided.size < MAX_REMEMBERED_STATUSES) decided.set(status, selected);
    return selected;
  };
}

const MAX_REMEMBERED_STATUSES = 1000;

/** Of one match; a status has few digits. */
const MAX_STEPS = 100_000;

function compilePattern(response: IntegrationResponse, report: Report): (text: string) => boolean {
  const pattern = response.selectionPattern ?? '';
  try {
    const compiled = compileJavaPattern(pattern);
    return (text) => compiled.matches(text, { steps: MAX_STEPS });
  } catch (error) {
    report
      .at(`integrationResponses[${response.statusCode}].selectionPattern`)
      .add(
        'invalid-selection-pattern',
        `The pattern ${pattern} is no regular expression: ${String(error)}`,
        'Correct it.',
      );
    return () => false;
  }
}
