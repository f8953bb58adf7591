import { expect, test } from 'bun:test';
import type { Diagnostic, IntegrationResponse } from '@portico/api-model';
import { collectInto } from './diagnostics.ts';
import { compileSelection } from './selection-pattern.ts';

function select(patterns: Record<string, string | undefined>, diagnostics: Diagnostic[] = []) {
  const responses = Object.entries(patterns).map(
    ([statusCode, selectionPattern]): IntegrationResponse => ({
      statusCode,
      ...(selectionPattern === undefined ? {} : { selectionPattern }),
      responseParameters: {},
      responseTemplates: {},
    }),
  );
  return compileSelection(
    responses,
    responses.map(({ statusCode }) => statusCode),
    collectInto(diagnostics),
  );
}

test.each<[Record<string, string | undefined>, number | undefined, string | undefined]>([
  [{ 200: undefined, 500: '5\\d{2}' }, 200, '200'],
  [{ 200: undefined, 500: '5\\d{2}' }, 503, '500'],
  [{ 200: '', 500: '5\\d{2}' }, 404, '200'],
  [{ 502: '.+', 405: '.*04' }, 404, '405'],
  [{ 200: '20', 201: '2' }, 200, undefined],
  [{ 400: '4(?!24)\\d{2}', 502: '424' }, 424, '502'],
  [{ 400: '4(?!24)\\d{2}', 502: '424' }, 425, '400'],
  [{ 400: '40|41' }, 410, undefined],
  [{ 400: '40\\d|41\\d' }, 410, '400'],
  [{ 400: '4++\\d*+' }, 404, '400'],
  [{ 400: '\\Q404\\E' }, 404, '400'],
  [{ 400: '(?i)4\\p{Digit}{2}' }, 404, '400'],
  [{ 400: '[4&&[^5]]\\d\\d' }, 404, '400'],
  [{ 200: '.*' }, undefined, undefined],
  [{ 200: undefined, 404: '.*' }, undefined, '200'],
])('%p with status %p', (patterns, status, expected) => {
  const chosen = select(patterns);
  expect([chosen(status), chosen(status)]).toEqual([expected, expected]);
});

test.each(['4(', '[', '*', 'a{2,1}', '(?<n>a)(?<n>b)', '\\'])('%s is no pattern: the place is named', (pattern) => {
  const diagnostics: Diagnostic[] = [];
  const chosen = select({ 400: pattern }, diagnostics);
  expect(diagnostics).toMatchObject([
    { severity: 'error', code: 'invalid-selection-pattern', place: 'integrationResponses[400].selectionPattern' },
  ]);
  expect(chosen(400)).toBeUndefined();
});

test('more statuses than are remembered are still decided', () => {
  const chosen = select({ 200: undefined, 400: '\\d+9' });
  for (let status = 0; status < 3000; status++) expect(chosen(status)).toBe(/\d9$/.test(`${status}`) ? '400' : '200');
});

test('a message is matched whole; one that takes too long to match is the fault of the API', () => {
  const chosen = select({ 200: undefined, 400: 'Bad.*', 500: '(a+)+b' });
  expect(['Bad request', 'So bad', '', 'aab'].map(chosen)).toEqual(['400', '200', '200', '500']);
  expect(() => chosen('a'.repeat(100))).toThrow('takes too many steps');
});
