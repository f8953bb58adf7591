import type { IntegrationResponse } from '@portico/api-model';
import { compileJavaPattern } from '@portico/values';
import type { Report } from './diagnostics.ts';
import { configurationFault } from './faults.ts';

/**
 * The integration response for a backend status, or for the error message of a function: patterns in ascending order of their status
 * code, each a Java regular expression that must match the whole; then the default, the one without a pattern (spec: data plane,
 * section 12). A backend has few statuses, so each is decided once. Without either the default answers.
 */
export function compileSelection<T>(
  responses: readonly IntegrationResponse[],
  targets: readonly T[],
  report: Report,
): (value: number | string | undefined) => T | undefined {
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
  const selected = (text: string): T | undefined => patterns.find(({ matches }) => matches(text))?.target ?? fallback;
  const decided = new Map<number, T | undefined>();
  return (status) => {
    if (status === undefined) return fallback;
    if (typeof status === 'string') return selected(status);
    if (decided.has(status)) return decided.get(status);
    const target = selected(String(status));
    if (decided.size < MAX_REMEMBERED_STATUSES) decided.set(status, target);
    return target;
  };
}

const MAX_REMEMBERED_STATUSES = 1000;

/** Of one match: a status has few digits, a message may be long. */
const MAX_STEPS = 100_000;

function compilePattern(response: IntegrationResponse, report: Report): (text: string) => boolean {
  const pattern = response.selectionPattern ?? '';
  try {
    const compiled = compileJavaPattern(pattern);
    return (text) => {
      try {
        return compiled.matches(text, { steps: MAX_STEPS });
      } catch (thrown) {
        throw configurationFault(`The selection pattern ${pattern} takes too many steps`, thrown);
      }
    };
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
