import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  GetTagsCommand,
  ImportRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateAccountCommand,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../testing/local-api-gateway.ts';
import { bytes, startLocalApiGateway } from '../testing/local-api-gateway.ts';
import { ratingsDocument } from '../testing/ratings-api.ts';
import { refused } from '../testing/refused.ts';
import { handleApiGateway } from './handle-api-gateway.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const CALLER = {
  accountId: '000000000000',
  region: 'us-east-1',
  service: 'apigateway',
  accessKeyId: 'test',
  arn: 'arn:aws:iam::000000000000:user/u',
};

const call = (method: string, rawTarget: string) =>
  handleApiGateway(
    { method, rawTarget, headers: [], body: new Uint8Array(), caller: CALLER, requestId: 'r' },
    local.ports,
  );

test.each([
  ['GET', '/restapis?limit=1', 'GET ::/restapis'],
  ['POST', '/restapis?mode=import', 'POST ::/restapis'],
  ['DELETE', '/restapis/a1', 'DELETE ::/restapis/a1'],
  ['DELETE', '/restapis/%61%31/', 'DELETE ::/restapis/a1'],
  ['PATCH', '/restapis/a1/stages/test', 'PATCH ::/restapis/a1/stages/test'],
  [
    'GET',
    '/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa1',
    'GET ::/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa1',
  ],
])('%s %s is asked for as %s', async (method, target, asked) => {
  await call(method, target);
  const [verb, path] = asked.split(' ::');
  expect(local.asked).toEqual([`apigateway:${verb} arn:aws:apigateway:us-east-1::${path}`]);
});

test('who may not is told so before anything is looked at', async () => {
  local.denies = () => true;
  const tags = local.client.send(new GetTagsCommand({ resourceArn: 'arn:aws:apigateway:us-east-1::/restapis/none' }));
  expect(await refused(tags)).toEqual([
    'AccessDeniedException',
    403,
    'User: arn:aws:iam::000000000000:root is not authorized',
  ]);
});

describe('a role must be one that the caller may pass', () => {
  const ROLE = 'arn:aws:iam::000000000000:role/r';
  const uri = 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/e/invocations';

  async function method() {
    const restApiId = await local.imported(ratingsDocument({ paths: {} }));
    const resourceId = local.ports.store.apis.get(restApiId)?.api.resources[0]?.id;
    const target = { restApiId, resourceId, httpMethod: 'POST' };
    await local.client.send(new PutMethodCommand({ ...target, authorizationType: 'NONE' }));
    return target;
  }

  beforeEach(() => {
    local.denies = ({ action, resource, context }) =>
      action === 'iam:PassRole' &&
      resource === ROLE &&
      context?.['iam:PassedToService']?.[0] === 'apigateway.amazonaws.com';
  });

  const aws = (credentials: string) => ({ type: 'AWS' as const, integrationHttpMethod: 'POST', uri, credentials });

  test('PutIntegration', async () => {
    const target = await method();
    expect((await refused(local.client.send(new PutIntegrationCommand({ ...target, ...aws(ROLE) }))))[0]).toBe(
      'AccessDeniedException',
    );
    await local.client.send(new PutIntegrationCommand({ ...target, ...aws(`${ROLE}2`) }));
  });

  test('UpdateIntegration, and only when the role changes', async () => {
    const target = await method();
    await local.client.send(new PutIntegrationCommand({ ...target, ...aws(`${ROLE}2`) }));
    const patch = (path: string, value: string) =>
      local.client.send(new UpdateIntegrationCommand({ ...target, patchOperations: [{ op: 'replace', path, value }] }));
    expect((await refused(patch('/credentials', ROLE)))[0]).toBe('AccessDeniedException');
    local.denies = ({ action }) => action === 'iam:PassRole';
    await patch('/timeoutInMillis', '1000');
  });

  test('ImportRestApi', async () => {
    local.denies = ({ action }) => action === 'iam:PassRole';
    expect((await refused(local.client.send(new ImportRestApiCommand({ body: bytes(ratingsDocument()) }))))[0]).toBe(
      'AccessDeniedException',
    );
  });

  test('UpdateAccount', async () => {
    const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: ROLE }];
    expect((await refused(local.client.send(new UpdateAccountCommand({ patchOperations }))))[0]).toBe(
      'AccessDeniedException',
    );
  });
});
