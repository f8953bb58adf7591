import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TestInvokeMethodCommand,
  type TestInvokeMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { output, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

type Target = Pick<TestInvokeMethodCommandInput, 'restApiId' | 'resourceId' | 'httpMethod'>;

async function target(path: string, restApiId?: string): Promise<Required<Target>> {
  const api = restApiId ?? (await local.imported());
  const { items = [] } = await local.client.send(new GetResourcesCommand({ restApiId: api }));
  const resourceId = items.find((item) => item.path === path)?.id;
  return { restApiId: api, resourceId, httpMethod: 'GET' };
}

test('the output: last values, all values, log and latency', async () => {
  const answer = await local.client.send(new TestInvokeMethodCommand(await target('/movies')));
  expect(answer.$metadata.httpStatusCode).toBe(200);
  expect(output(answer)).toEqual({
    status: 200,
    body: '{}',
    headers: { 'X-Amzn-Trace-Id': 'Root=1', 'Content-Type': 'application/json', 'X-A': '2' },
    multiValueHeaders: { 'X-Amzn-Trace-Id': ['Root=1'], 'Content-Type': ['application/json'], 'X-A': ['1', '2'] },
    log: 'Execution log for request r\n',
    latency: 7,
  });
});

test('the path gives parameters and query; headers, body and variables go along', async () => {
  const to = await target('/predicted-ratings/{user_id}');
  await local.client.send(
    new TestInvokeMethodCommand({
      ...to,
      pathWithQueryString: '/predicted-ratings/a%20b?items=1&items=2',
      headers: { A: '1', B: '2' },
      multiValueHeaders: { b: ['3', '4'] },
      body: '{"x":1}',
      stageVariables: { v: 'w' },
    }),
  );
  expect(local.invocations).toMatchObject([
    {
      owner: { accountId: '000000000000', region: 'us-east-1' },
      resourceId: to.resourceId,
      httpMethod: 'GET',
      path: '/predicted-ratings/a%20b',
      pathParameters: { user_id: 'a b' },
      rawQuery: 'items=1&items=2',
      headers: [
        ['A', '1'],
        ['b', '3'],
        ['b', '4'],
      ],
      body: '{"x":1}',
      stageVariables: { v: 'w' },
    },
  ]);
  expect(local.invocations[0]?.notDeployed).toBeUndefined();
});

test('without a path each parameter is its own placeholder', async () => {
  await local.client.send(new TestInvokeMethodCommand(await target('/predicted-ratings/{user_id}')));
  expect(local.invocations[0]).toMatchObject({
    path: '/predicted-ratings/{user_id}',
    pathParameters: { user_id: '{user_id}' },
    rawQuery: '',
    body: '',
  });
});

test('ANY answers every verb; a verb that is none is no method', async () => {
  const to = { ...(await target('/predicted-ratings')), httpMethod: 'ANY' };
  await local.client.send(new PutMethodCommand({ ...to, authorizationType: 'NONE' }));
  await local.client.send(new PutIntegrationCommand({ ...to, type: 'MOCK' }));
  await local.client.send(new TestInvokeMethodCommand({ ...to, httpMethod: 'PATCH' }));
  expect(local.invocations[0]).toMatchObject({ httpMethod: 'PATCH', method: { httpMethod: 'ANY' } });
  expect(await refused(local.client.send(new TestInvokeMethodCommand({ ...to, httpMethod: 'patch' })))).toEqual([
    'NotFoundException',
    404,
    'Invalid Method identifier specified',
  ]);
});

test('what the newest deployment does not have yet goes along', async () => {
  const { restApiId } = await local.deployed();
  const to = await target('/movies', restApiId);
  await local.client.send(new TestInvokeMethodCommand(to));
  await local.client.send(new PutMethodCommand({ ...to, httpMethod: 'POST', authorizationType: 'NONE' }));
  await local.client.send(new TestInvokeMethodCommand(to));
  expect(local.invocations.map(({ notDeployed }) => notDeployed)).toEqual([
    [],
    [{ kind: 'added', what: 'POST /movies' }],
  ]);
});

test('a server that cannot invoke does not serve the operation', async () => {
  const { testInvoke: _, ...ports } = local.ports;
  local.ports = ports;
  const call = local.client.send(new TestInvokeMethodCommand(await target('/movies')));
  expect((await refused(call))[2]).toBe('Unable to determine service/operation name to be authorized');
});
