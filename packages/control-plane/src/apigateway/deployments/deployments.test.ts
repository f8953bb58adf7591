import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  CreateDeploymentCommand,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  GetStagesCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { bytes, finding, NOW, output, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { ratingsDocument } from '../../testing/ratings-api.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

describe('deployments', () => {
  test('CreateDeployment answers with id, date and description, and makes the stage', async () => {
    const restApiId = await local.imported();
    const created = await local.client.send(
      new CreateDeploymentCommand({
        restApiId,
        stageName: 'test',
        description: 'first',
        stageDescription: 'the stage',
        variables: { endpoint: 'movie-ratings', __proto__x: '' },
        tracingEnabled: true,
      }),
    );
    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(output(created)).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/),
      createdDate: new Date(NOW),
      description: 'first',
    });
    expect(local.changed).toEqual([`${restApiId}/test`]);
    expect(output(await local.client.send(new GetStageCommand({ restApiId, stageName: 'test' })))).toEqual({
      stageName: 'test',
      deploymentId: created.id ?? 'none',
      description: 'the stage',
      createdDate: new Date(NOW),
      lastUpdatedDate: new Date(NOW),
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      methodSettings: {},
      variables: { endpoint: 'movie-ratings', __proto__x: '' },
      tracingEnabled: true,
      tags: {},
    });
  });

  test('a deployment is a snapshot: later changes of the API are not in it', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const before = JSON.stringify(local.ports.store.deployments.get(restApiId, deploymentId));
    await local.client.send(
      new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(ratingsDocument({ info: { title: 'new' } })) }),
    );
    expect(JSON.stringify(local.ports.store.deployments.get(restApiId, deploymentId))).toBe(before);
  });

  test('a second deployment moves the stage and leaves its settings', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    await local.update(restApiId, { op: 'replace', path: '/variables/a', value: 'b' });
    const second = await local.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
    const stage = await local.client.send(new GetStageCommand({ restApiId, stageName: 'test' }));
    expect([stage.deploymentId, stage.variables]).toEqual([second.id ?? 'none', { a: 'b' }]);
    expect(second.id).not.toBe(deploymentId);
  });

  test('without a stage name no stage is made', async () => {
    const restApiId = await local.imported();
    await local.client.send(new CreateDeploymentCommand({ restApiId }));
    expect((await local.client.send(new GetStagesCommand({ restApiId }))).item).toEqual([]);
    expect(local.changed).toEqual([]);
  });

  test('what the compiler calls an error is refused with place and remedy; a warning only when strict', async () => {
    const restApiId = await local.imported();
    const deploy = () => local.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
    local.findings = [finding('warning', 'the template does not parse')];
    await deploy();
    local.findings = [finding('error', 'API keys are not served'), ...local.findings];
    const [name, status, message] = await refused(deploy());
    expect([name, status]).toEqual(['BadRequestException', 400]);
    expect(message).toBe(
      'The REST API cannot be deployed:\n\tAPI keys are not served (GET /movies, line 3, column 7) Repair it.',
    );
    local.ports = { ...local.ports, strict: true };
    expect((await refused(deploy()))[2]).toContain('the template does not parse');
    expect(local.ports.store.deployments.list(restApiId).length).toBe(1);
  });

  test('what the stage asks for and is not served refuses the deployment too', async () => {
    const restApiId = await local.imported();
    const call = local.client.send(
      new CreateDeploymentCommand({ restApiId, stageName: 'test', cacheClusterEnabled: true }),
    );
    expect((await refused(call))[2]).toContain('caching is not served');
    expect([
      local.ports.store.deployments.list(restApiId),
      local.ports.store.stages.list(restApiId),
      local.changed,
    ]).toEqual([[], [], []]);
  });

  test('an API without methods, and a method without integration', async () => {
    const deploy = async (paths: unknown) => {
      const restApiId = await local.imported(ratingsDocument({ paths }));
      return refused(local.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' })));
    };
    expect(await deploy({})).toEqual(['BadRequestException', 400, "The REST API doesn't contain any methods"]);
    expect(await deploy({ '/a': { get: { responses: {} } } })).toEqual([
      'BadRequestException',
      400,
      'No integration defined for method',
    ]);
  });

  test('a canary needs a stage that exists, and leaves its deployment', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const deploy = (stageName?: string) =>
      local.client.send(
        new CreateDeploymentCommand({ restApiId, stageName, canarySettings: { percentTraffic: 12.5 } }),
      );
    const prefix = 'Invalid deployment content specified.';
    expect((await refused(deploy()))[2]).toBe(
      `${prefix}Non null and non empty stageName must be provided for canary deployment. Provided value is null`,
    );
    expect((await refused(deploy('')))[2]).toEndWith('Provided value is ');
    expect((await refused(deploy('new')))[2]).toBe(
      `${prefix}Stage new must already be created before making a canary release deployment`,
    );
    const canary = await deploy('test');
    const stage = await local.client.send(new GetStageCommand({ restApiId, stageName: 'test' }));
    expect([stage.deploymentId, stage.canarySettings]).toEqual([
      deploymentId,
      { deploymentId: canary.id ?? 'none', percentTraffic: 12.5, stageVariableOverrides: {}, useStageCache: false },
    ]);
  });

  test('GetDeployment, GetDeployments and DeleteDeployment', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const spare = await local.client.send(new CreateDeploymentCommand({ restApiId }));
    expect(output(await local.client.send(new GetDeploymentCommand({ restApiId, deploymentId })))).toEqual({
      id: deploymentId,
      createdDate: new Date(NOW),
    });
    const list = await local.client.send(new GetDeploymentsCommand({ restApiId }));
    expect(list.items?.map(({ id }) => id)).toEqual([deploymentId, spare.id]);
    expect(await refused(local.client.send(new DeleteDeploymentCommand({ restApiId, deploymentId })))).toEqual([
      'BadRequestException',
      400,
      'Active stages pointing to this deployment must be moved or deleted',
    ]);
    await local.client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: spare.id }));
    expect(await refused(local.client.send(new GetDeploymentCommand({ restApiId, deploymentId: spare.id })))).toEqual([
      'NotFoundException',
      404,
      'Invalid Deployment identifier specified',
    ]);
  });
});
