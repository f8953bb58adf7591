import { JsonSyntaxError, parseJson, type Value } from '@portico/values';
import type { MessageExpectation } from '../test-file/test-case.ts';
import { jsonDifferences } from './json-differences.ts';
import type { TestFailure } from './test-result.ts';
import { textDifference } from './text-difference.ts';

export interface Message {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** @param prefix `backendRequest.` for what the backend was asked */
export function compareMessage(expected: MessageExpectation, actual: Message, prefix: string): readonly TestFailure[] {
  return [
    ...compareHeaders(expected.headers ?? {}, actual.headers, prefix),
    ...(expected.body === undefined ? [] : compareText(`${prefix}body`, expected.body, actual.body)),
    ...(expected.json === undefined ? [] : compareJson(`${prefix}json`, expected.json, actual.body)),
  ];
}

export function compareText(what: string, expected: string, actual: string): readonly TestFailure[] {
  return expected === actual ? [] : [{ what, details: textDifference(expected, actual) }];
}

export function compareJson(what: string, expected: Value, actual: string): readonly TestFailure[] {
  let document: Value;
  try {
    document = parseJson(actual, { lists: 'json' });
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
    return [{ what, details: [`this is not JSON: ${thrown.message}`, ...textDifference('', actual).slice(1)] }];
  }
  const details = jsonDifferences(expected, document);
  return details.length === 0 ? [] : [{ what, details }];
}

function compareHeaders(
  expected: NonNullable<MessageExpectation['headers']>,
  actual: Message['headers'],
  prefix: string,
): readonly TestFailure[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = actual.filter(([known]) => known.toLowerCase() === name.toLowerCase()).map(([, text]) => text);
    const text = found.length === 0 ? null : found.join(', ');
    if (text === value) return [];
    const shown = (one: string | null) => (one === null ? 'none' : JSON.stringify(one));
    return [{ what: `${prefix}headers.${name}`, details: [`expected ${shown(value)}, got ${shown(text)}`] }];
  });
}

/** `expected 200, got 500`. */
export function compareFact(
  what: string,
  expected: string | number | undefined,
  actual: string | number | undefined,
): readonly TestFailure[] {
  if (expected === undefined || expected === actual) return [];
  return [{ what, details: [`expected ${expected}, got ${actual ?? 'none'}`] }];
}
