import type { GatewayFault } from '@portico/api-model';
import type { ApiTest } from '../test-file/test-case.ts';
import { compareFact, compareMessage } from './compare-message.ts';
import type { TestFailure } from './test-result.ts';
import type { ApiOutcome, TestedApi } from './tested-api.ts';

export async function runApiTest(test: ApiTest, api: TestedApi): Promise<readonly TestFailure[]> {
  const { expect } = test;
  const outcome = await api.invoke(test);
  const { backendRequest: _, ...answer } = expect;
  if (test.backend === undefined && outcome.backendRequest !== undefined && Object.keys(answer).length > 0) {
    const details = ['the method asks its backend, and the test does not say what that answers: give it backend:'];
    return [{ what: 'backend', details }];
  }
  if (test.backend !== undefined && outcome.backendRequest === undefined && expect.backendRequest === undefined) {
    const details = [
      'the backend was not asked, so what it answers does not matter: leave out backend:, or expect backendRequest: null',
    ];
    return [{ what: 'backend', details: [...details, ...reasonOf(outcome.fault)] }];
  }
  const failures = [
    ...compareBackendRequest(expect.backendRequest, outcome),
    ...compareFact('status', expect.status, outcome.status),
    ...compareFact('error', expect.error, outcome.fault?.responseType),
    ...compareMessage(expect, outcome, ''),
  ];
  // Why the gateway itself answered, when nobody expected it to.
  if (failures.length === 0 || expect.error !== undefined || outcome.fault === undefined) return failures;
  return [...failures, { what: 'the gateway answered', details: [outcome.body, ...reasonOf(outcome.fault)] }];
}

function compareBackendRequest(
  expected: ApiTest['expect']['backendRequest'],
  { backendRequest: asked, fault }: ApiOutcome,
): readonly TestFailure[] {
  if (expected === undefined) return [];
  const what = 'backendRequest';
  if (expected === null) {
    return asked === undefined ? [] : [{ what, details: ['expected none, but the backend was asked:', asked.body] }];
  }
  if (asked === undefined) return [{ what, details: ['the backend was not asked', ...reasonOf(fault)] }];
  return [
    ...compareFact(`${what}.method`, expected.method, asked.method),
    ...compareFact(`${what}.url`, expected.url, asked.url),
    ...compareFact(`${what}.endpoint`, expected.endpoint, asked.endpoint),
    ...compareMessage(expected, asked, `${what}.`),
  ];
}

function reasonOf(fault: GatewayFault | undefined): readonly string[] {
  if (fault === undefined) return [];
  return [`${fault.responseType}${fault.reason === undefined ? '' : `: ${fault.reason.replaceAll('\n', ': ')}`}`];
}
