import { expect, test } from 'bun:test';
import { randomBytes } from 'node:crypto';
import type { Deployment, Integration } from '@portico/api-model';
import { createIdentity } from '@portico/control-plane';
import { createMemoryStore } from '@portico/store';
import { withRoleFindings } from './role-findings.ts';
import { makeSampleRoleOnce } from './sample-role.ts';

const ACCOUNT = '000000000000';
const SAMPLE_ROLE = `arn:aws:iam::${ACCOUNT}:role/portico-sample-role`;
const invocations = (name: string) =>
  `arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/${name}/invocations`;

function deploymentOf(integration: Pick<Integration, 'type' | 'uri' | 'credentials'>): Deployment {
  const api = { resources: [{ path: '/movies', methods: [{ httpMethod: 'GET', integration }] }] };
  return { id: 'd', createdDate: 0, api } as unknown as Deployment;
}

function findings(integration: Pick<Integration, 'type' | 'uri' | 'credentials'>): readonly (readonly string[])[] {
  const store = createMemoryStore();
  const { roles } = createIdentity({ store, now: Date.now, randomBytes });
  makeSampleRoleOnce(store);
  const deployments = withRoleFindings({ check: () => [], refresh() {}, refreshAll() {} }, { roles }, ACCOUNT);
  return deployments
    .check(deploymentOf(integration))
    .map(({ severity, code, message, place }) => [severity, code, message, place]);
}

test('the sample, and what names no role that can be known, has no findings', () => {
  expect(findings({ type: 'AWS', uri: invocations('movie-ratings'), credentials: SAMPLE_ROLE })).toEqual([]);
  expect(findings({ type: 'MOCK' })).toEqual([]);
  const variable = `arn:aws:iam::${ACCOUNT}:role/\${stageVariables.role}`;
  expect(findings({ type: 'AWS', uri: invocations('movie-ratings'), credentials: variable })).toEqual([]);
});

test('a role that may not, and one that is not there, are found at their method', () => {
  expect(findings({ type: 'AWS', uri: invocations('Other'), credentials: SAMPLE_ROLE })).toEqual([
    [
      'warning',
      'role-not-allowed',
      `Role ${SAMPLE_ROLE} lacks {"Effect":"Allow","Action":"sagemaker:InvokeEndpoint","Resource":"arn:aws:sagemaker:us-east-1:${ACCOUNT}:endpoint/other"}`,
      'GET /movies',
    ],
  ]);
  const none = `arn:aws:iam::${ACCOUNT}:role/none`;
  expect(findings({ type: 'AWS', uri: invocations('movie-ratings'), credentials: none })).toEqual([
    ['warning', 'role-not-assumable', `There is no role ${none}`, 'GET /movies'],
  ]);
});
