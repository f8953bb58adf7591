import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  CreateDeploymentCommand,
  DeleteRestApiCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetDomainNameAccessAssociationsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStagesCommand,
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

describe('what does not exist', () => {
  const restApiId = 'none';
  const api = 'Invalid API identifier specified 000000000000:none';
  test.each([
    ['GetRestApi', () => local.client.send(new GetRestApiCommand({ restApiId }))],
    ['DeleteRestApi', () => local.client.send(new DeleteRestApiCommand({ restApiId }))],
    ['GetResources', () => local.client.send(new GetResourcesCommand({ restApiId }))],
    ['CreateDeployment', () => local.client.send(new CreateDeploymentCommand({ restApiId }))],
    ['GetDeployment', () => local.client.send(new GetDeploymentCommand({ restApiId, deploymentId: 'x' }))],
    ['GetDeployments', () => local.client.send(new GetDeploymentsCommand({ restApiId }))],
    ['GetStages', () => local.client.send(new GetStagesCommand({ restApiId }))],
    ['a wrong case', async () => local.client.send(new GetRestApiCommand({ restApiId: 'None' }))],
  ])('%s on an unknown API', async (_, call) => {
    await local.imported();
    const [name, status, message] = await refused(call());
    expect([name, status, message.toLowerCase()]).toEqual(['NotFoundException', 404, api.toLowerCase()]);
  });

  test('an operation that is not served', async () => {
    expect(await refused(local.client.send(new GetDomainNameAccessAssociationsCommand({})))).toEqual([
      'AccessDeniedException',
      403,
      'Unable to determine service/operation name to be authorized',
    ]);
  });

  test.each([['{'], ['[]'], ['{"stageName": 3}'], ['{"variables": []}']])('the body %s is refused', async (body) => {
    const restApiId = await local.imported();
    const reply = await handleApiGateway(
      {
        method: 'POST',
        rawTarget: `/restapis/${restApiId}/deployments`,
        headers: [],
        body: bytes(body),
        requestId: 'r',
        caller: {
          accountId: '000000000000',
          region: 'us-east-1',
          service: 'apigateway',
          accessKeyId: 'test',
          arn: 'a',
        },
      },
      local.ports,
    );
    expect([reply.status, reply.operation, reply.headers]).toEqual([
      400,
      'CreateDeployment',
      [
        ['Content-Type', 'application/json'],
        ['x-amzn-RequestId', 'r'],
        ['x-amzn-ErrorType', 'SerializationException'],
      ],
    ]);
  });
});

test('a failure inside is not told to the caller', async () => {
  local.ports = {
    ...local.ports,
    newId: () => {
      throw new Error('secret path');
    },
  };
  const reply = await handleApiGateway(
    {
      method: 'POST',
      rawTarget: '/restapis?mode=import',
      headers: [],
      body: bytes(ratingsDocument()),
      requestId: 'r',
      caller: { accountId: '000000000000', region: 'us-east-1', service: 'apigateway', accessKeyId: 'test', arn: 'a' },
    },
    local.ports,
  );
  expect([reply.status, new TextDecoder().decode(reply.body)]).toEqual([500, '{"message":"Internal failure"}']);
  expect(String(reply.failure)).toBe('Error: secret path');
});
