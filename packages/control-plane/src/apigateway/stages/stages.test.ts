import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  GetStagesCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { NOW, output, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.reset();
  await local.allowLogging();
});

describe('stages', () => {
  test('CreateStage', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const created = await local.client.send(
      new CreateStageCommand({
        restApiId,
        stageName: 'prod',
        deploymentId,
        description: 'd',
        variables: { a: 'b' },
        tags: { t: '' },
      }),
    );
    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(output(created)).toEqual({
      stageName: 'prod',
      deploymentId,
      description: 'd',
      createdDate: new Date(NOW),
      lastUpdatedDate: new Date(NOW),
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      methodSettings: {},
      tracingEnabled: false,
      variables: { a: 'b' },
      tags: { t: '' },
    });
    expect(local.changed).toEqual([`${restApiId}/prod`]);
  });

  test.each<[string, Record<string, unknown>, string, number, string]>([
    ['a name that is taken', { stageName: 'test' }, 'ConflictException', 409, 'Stage already exists'],
    [
      'an unknown deployment',
      { deploymentId: 'none' },
      'NotFoundException',
      404,
      'Invalid Deployment identifier specified',
    ],
    [
      'an unknown canary',
      { canarySettings: { deploymentId: 'none' } },
      'BadRequestException',
      400,
      'Deployment id does not exist',
    ],
    ['a bad name', { stageName: 'a b' }, 'BadRequestException', 400, 'Stage name only allows a-zA-Z0-9_-'],
    ['a bad variable', { variables: { 'a-b': 'x' } }, 'BadRequestException', 400, 'Invalid stage variable name: a-b'],
    [
      'a variable of another type',
      { variables: { a: true } },
      'SerializationException',
      400,
      'class java.lang.Boolean can not be converted to an String',
    ],
    [
      'a setting that is not served',
      { cacheClusterEnabled: true },
      'BadRequestException',
      400,
      'The stage cannot be created:\n\tcaching is not served (GET /movies, line 3, column 7) Repair it.',
    ],
  ])('CreateStage: %s', async (_, over, name, status, message) => {
    const { restApiId, deploymentId } = await local.deployed();
    const call = local.client.send(new CreateStageCommand({ restApiId, stageName: 'new', deploymentId, ...over }));
    expect(await refused(call)).toEqual([name, status, message]);
    expect([local.ports.store.stages.list(restApiId).length, local.changed]).toEqual([1, []]);
  });

  test('CreateStage names every member that is missing', async () => {
    const { restApiId } = await local.deployed();
    const input = { restApiId, stageName: undefined, deploymentId: undefined };
    const must = 'failed to satisfy constraint: Member must not be null';
    expect(await refused(local.client.send(new CreateStageCommand(input)))).toEqual([
      'ValidationException',
      400,
      `2 validation errors detected: Value null at 'createStageInput.stageName' ${must}; Value null at 'createStageInput.deploymentId' ${must}`,
    ]);
  });

  test('GetStages, by deployment too, and DeleteStage', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const spare = await local.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
    const names = async (id?: string) =>
      (await local.client.send(new GetStagesCommand({ restApiId, deploymentId: id }))).item?.map(
        ({ stageName }) => stageName,
      );
    expect([await names(), await names(deploymentId), await names(spare.id)]).toEqual([
      ['test', 'prod'],
      ['test'],
      ['prod'],
    ]);
    local.changed = [];
    const gone = await local.client.send(new DeleteStageCommand({ restApiId, stageName: 'test' }));
    expect([gone.$metadata.httpStatusCode, await names(), local.changed]).toEqual([
      202,
      ['prod'],
      [`${restApiId}/test`],
    ]);
    for (const call of [
      new GetStageCommand({ restApiId, stageName: 'test' }),
      new DeleteStageCommand({ restApiId, stageName: 'test' }),
    ]) {
      expect(await refused(local.client.send(call as GetStageCommand))).toEqual([
        'NotFoundException',
        404,
        'Invalid stage identifier specified',
      ]);
    }
  });

  test('UpdateStage: members, variables, settings; the stage can be rolled back to an older deployment', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    await local.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
    local.changed = [];
    const updated = await local.update(
      restApiId,
      { op: 'replace', path: '/deploymentId', value: deploymentId },
      { op: 'replace', path: '/description', value: 'd' },
      { op: 'replace', path: '/variables/a', value: '1' },
      { op: 'replace', path: '/variables/__proto__', value: '2' },
      { op: 'replace', path: '/variables/gone', value: '3' },
      { op: 'remove', path: '/variables/gone' },
      { op: 'replace', path: '/tracingEnabled', value: 'true' },
      { op: 'add', path: '/accessLogSettings/format', value: '$context.requestId' },
      {
        op: 'replace',
        path: '/accessLogSettings/destinationArn',
        value: 'arn:aws:logs:us-east-1:000000000000:log-group:a',
      },
    );
    expect(updated.$metadata.httpStatusCode).toBe(200);
    expect(updated).toMatchObject({
      deploymentId,
      description: 'd',
      tracingEnabled: true,
      accessLogSettings: {
        format: '$context.requestId',
        destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:a',
      },
      tags: {},
    });
    expect(Object.entries(local.ports.store.stages.get(restApiId, 'test')?.variables ?? {})).toEqual([
      ['a', '1'],
      ['__proto__', '2'],
    ]);
    expect(local.changed).toEqual([`${restApiId}/test`]);
    const without = await local.update(restApiId, { op: 'remove', path: '/accessLogSettings' });
    expect(without.accessLogSettings).toBeUndefined();
  });

  test('UpdateStage: a method setting fills in defaults; a later key starts from those of all methods', async () => {
    const { restApiId } = await local.deployed();
    const all = await local.update(
      restApiId,
      { op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' },
      { op: 'replace', path: '/*/*/throttling/rateLimit', value: '12.5' },
    );
    const defaults = {
      metricsEnabled: false,
      loggingLevel: 'INFO',
      dataTraceEnabled: false,
      throttlingBurstLimit: 5000,
      throttlingRateLimit: 12.5,
      cachingEnabled: false,
      cacheTtlInSeconds: 300,
      cacheDataEncrypted: false,
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
    };
    expect(all.methodSettings as unknown).toEqual({ '*/*': defaults });
    const one = await local.update(
      restApiId,
      { op: 'replace', path: '/~1predicted-ratings~1{user_id}/GET/metrics/enabled', value: 'true' },
      { op: 'replace', path: '/*/*/logging/loglevel', value: 'OFF' },
    );
    expect(one.methodSettings as unknown).toEqual({
      '*/*': { ...defaults, loggingLevel: 'OFF' },
      'predicted-ratings/{user_id}/GET': { ...defaults, metricsEnabled: true },
    });
    const removed = await local.update(restApiId, { op: 'remove', path: '/~1predicted-ratings~1{user_id}/GET' });
    expect(Object.keys(removed.methodSettings ?? {})).toEqual(['*/*']);
  });

  test('UpdateStage: a canary is made, promoted and removed', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const next = await local.client.send(new CreateDeploymentCommand({ restApiId }));
    const first = await local.update(restApiId, {
      op: 'replace',
      path: '/canarySettings/percentTraffic',
      value: '10.5',
    });
    expect(first.canarySettings).toEqual({
      deploymentId,
      percentTraffic: 10.5,
      stageVariableOverrides: {},
      useStageCache: false,
    });
    const promoted = await local.update(
      restApiId,
      { op: 'replace', path: '/canarySettings/deploymentId', value: next.id },
      { op: 'replace', path: '/canarySettings/stageVariableOverrides/a', value: 'b' },
      { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
      { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
      { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
    );
    expect([promoted.deploymentId, promoted.variables, promoted.canarySettings?.percentTraffic]).toEqual([
      next.id,
      { a: 'b' },
      0,
    ]);
    const removed = await local.update(restApiId, { op: 'remove', path: '/canarySettings' });
    expect(removed.canarySettings).toBeUndefined();
  });

  const nothing = 'because there is no method setting for this method ';
  test.each<[PatchOperation, string, string]>([
    [{ op: 'replace', path: '/deploymentId', value: 'none' }, 'BadRequestException', 'Deployment id does not exist'],
    [
      { op: 'replace', path: '/tags/a', value: 'b' },
      'BadRequestException',
      'Invalid method setting path: /tags/a. Must be one of: [/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, ',
    ],
    [
      { op: 'replace', path: '/documentation_version' },
      'BadRequestException',
      'Invalid method setting path: /documentation_version. Must be one of: [',
    ],
    [
      { op: 'replace', path: '/accessLogSettings/x', value: 'b' },
      'BadRequestException',
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    ],
    [
      { op: 'replace', path: '/accessLogSettings/format', value: '' },
      'BadRequestException',
      'Access Log value must not be empty',
    ],
    [
      { op: 'add', path: '/canarySettings/percentTraffic', value: '1' },
      'BadRequestException',
      'Invalid add operation with path: /canarySettings/percentTraffic',
    ],
    [{ op: 'remove', path: '/*/*' }, 'BadRequestException', `Cannot remove method setting */* ${nothing}`],
    [
      { op: 'remove', path: '/accessLogSettings/format' },
      'BadRequestException',
      `Cannot remove method setting accessLogSettings/format ${nothing}`,
    ],
    [
      { op: 'remove', path: '/canarySettings/stageVariableOverrides' },
      'BadRequestException',
      `Cannot remove method setting canarySettings/stageVariableOverrides ${nothing}`,
    ],
    [
      { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
      'BadRequestException',
      'Promotion not available. Canary does not exist.',
    ],
    [
      { op: 'copy', path: '/description', from: '/x' },
      'BadRequestException',
      'Invalid copy operation with path: /description and from /x. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
    ],
    [{ op: 'replace', path: '/variables/a', value: '<' }, 'BadRequestException', 'Invalid stage variable value: a'],
    [
      { op: 'replace', path: '/cacheClusterEnabled', value: 'true' },
      'BadRequestException',
      'The stage cannot be updated:\n\tcaching is not served',
    ],
    [
      { op: 'swap' as 'add', path: '/description' },
      'ValidationException',
      "1 validation error detected: Value 'swap' at 'updateStageInput.patchOperations.2.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    ],
  ])('UpdateStage refuses %j, and all that came with it', async (operation, name, message) => {
    const { restApiId } = await local.deployed();
    const before = local.ports.store.stages.get(restApiId, 'test');
    const [gotName, status, gotMessage] = await refused(
      local.update(restApiId, { op: 'replace', path: '/description', value: 'd' }, operation),
    );
    expect([gotName, status]).toEqual([name, 400]);
    expect(gotMessage).toStartWith(message);
    expect(local.ports.store.stages.get(restApiId, 'test')).toEqual(before);
    expect(local.changed).toEqual([]);
  });
});
