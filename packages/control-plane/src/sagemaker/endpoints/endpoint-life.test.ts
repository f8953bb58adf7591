import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  type DescribeEndpointCommandOutput,
  UpdateEndpointCommand,
  type UpdateEndpointCommandInput,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import type { LocalSageMaker } from '../../testing/local-sagemaker.ts';
import { IMAGE, ROLE, startLocalSageMaker } from '../../testing/local-sagemaker.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalSageMaker;
beforeAll(async () => {
  local = await startLocalSageMaker();
});
afterAll(() => local.close());

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/movies';

beforeEach(async () => {
  local.reset();
  await config('one');
  await config('two');
});

/** A config of two variants whose model is an object of the same name. */
async function config(name: string): Promise<void> {
  local.objects.add(`s3://b/${name}`);
  const PrimaryContainer = { Image: IMAGE, ModelDataUrl: `s3://b/${name}` };
  await local.client.send(new CreateModelCommand({ ModelName: name, ExecutionRoleArn: ROLE, PrimaryContainer }));
  const ProductionVariants = ['A', 'B'].map((VariantName) => ({
    VariantName,
    ModelName: name,
    InstanceType: 'ml.m4.xlarge' as const,
    InitialInstanceCount: 1,
  }));
  await local.client.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants }));
}

const EndpointName = 'Movies';
const create = (EndpointConfigName = 'one') =>
  local.client.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName }));
const update = (EndpointConfigName: string, over: Partial<UpdateEndpointCommandInput> = {}) =>
  local.client.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName, ...over }));
const remove = () => local.client.send(new DeleteEndpointCommand({ EndpointName }));
const describeIt = (): Promise<DescribeEndpointCommandOutput> =>
  local.client.send(new DescribeEndpointCommand({ EndpointName }));
const reweigh = (VariantName: string, DesiredWeight: number) =>
  local.client.send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName,
      DesiredWeightsAndCapacities: [{ VariantName, DesiredWeight }],
    }),
  );

/** Loading waits until the returned function is called. */
function closeGate(): () => void {
  let open = (): void => {};
  local.gate = new Promise((resolve) => {
    open = resolve;
  });
  return () => open();
}

describe('creation', () => {
  test('answers before the model is loaded; then it is in service', async () => {
    const open = closeGate();
    expect((await create()).EndpointArn).toBe(ARN);
    const creating = await describeIt();
    expect([creating.EndpointStatus, creating.ProductionVariants, local.served.size]).toEqual([
      'Creating',
      undefined,
      0,
    ]);
    expect(creating.PendingDeploymentSummary?.ProductionVariants?.map((one) => one.VariantStatus?.[0]?.Status)).toEqual(
      ['Creating', 'Creating'],
    );
    open();
    await local.life.settled();
    expect((await describeIt()).EndpointStatus).toBe('InService');
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*1=s3://b/one');
  });

  test('a model that cannot be loaded makes it Failed, and all that can be done then is to delete it', async () => {
    local.broken.set('s3://b/one', 'MXNet parameters');
    await create();
    await local.life.settled();
    const failed = await describeIt();
    expect([failed.EndpointStatus, failed.FailureReason]).toEqual(['Failed', 'MXNet parameters']);
    expect((await refused(update('two')))[2]).toBe('Cannot update failed endpoint "Movies". Delete it.');
    await remove();
    await local.life.settled();
    expect((await refused(describeIt()))[2]).toBe(`Could not find endpoint "${ARN}".`);
  });

  test('a restart goes on with it', async () => {
    closeGate();
    await create();
    local.gate = Promise.resolve();
    await local.restart();
    await local.life.settled();
    expect([(await describeIt()).EndpointStatus, local.served.has(EndpointName)]).toEqual(['InService', true]);
  });

  test('a repeated name is refused, whatever its case', async () => {
    await create();
    const call = local.client.send(new CreateEndpointCommand({ EndpointName: 'MOVIES', EndpointConfigName: 'one' }));
    expect((await refused(call))[2]).toBe(`Cannot create already existing endpoint "${ARN}".`);
  });

  test('without its config it is refused', async () => {
    expect((await refused(create('none')))[2]).toBe(
      'Could not find endpoint configuration "arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/none".',
    );
  });

  test('without its model it is refused', async () => {
    await local.client.send(new DeleteModelCommand({ ModelName: 'one' }));
    expect((await refused(create()))[2]).toBe(
      'Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/one".',
    );
  });

  test('IAM is asked for the endpoint and for its config', async () => {
    local.asked.length = 0;
    await create();
    expect(local.asked).toEqual([
      `sagemaker:CreateEndpoint ${ARN}`,
      'sagemaker:CreateEndpoint arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/one',
    ]);
  });
});

describe('update', () => {
  beforeEach(async () => {
    await create();
    await local.life.settled();
  });

  test('the old variants serve until the new ones are loaded', async () => {
    const open = closeGate();
    await update('two');
    const updating = await describeIt();
    expect([updating.EndpointStatus, updating.EndpointConfigName]).toEqual(['Updating', 'one']);
    expect(updating.PendingDeploymentSummary?.EndpointConfigName).toBe('two');
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*1=s3://b/one');
    expect((await refused(update('one')))[2]).toBe(`Cannot update in-progress endpoint "${ARN}".`);
    expect((await refused(remove()))[2]).toBe(`Cannot update in-progress endpoint "${ARN}".`);
    open();
    await local.life.settled();
    const updated = await describeIt();
    expect([updated.EndpointStatus, updated.EndpointConfigName, updated.PendingDeploymentSummary]).toEqual([
      'InService',
      'two',
      undefined,
    ]);
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/two B*1=s3://b/two');
  });

  test('a model that cannot be loaded leaves the old one in service, with the reason', async () => {
    local.broken.set('s3://b/two', 'no such format');
    await update('two');
    await local.life.settled();
    const { EndpointStatus, EndpointConfigName, FailureReason } = await describeIt();
    expect([EndpointStatus, EndpointConfigName, FailureReason]).toEqual(['InService', 'one', 'no such format']);
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*1=s3://b/one');
  });

  test('a restart goes on with it, and serves the old one meanwhile', async () => {
    closeGate();
    await update('two');
    local.gate = Promise.resolve();
    await local.restart();
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*1=s3://b/one');
    await local.life.settled();
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/two B*1=s3://b/two');
  });

  test('weights change without loading anything, and outlive a restart', async () => {
    local.broken.set('s3://b/one', 'must not be loaded');
    await reweigh('B', 0);
    await local.life.settled();
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*0=s3://b/one');
    local.broken.clear();
    await local.restart();
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*0=s3://b/one');
    expect((await describeIt()).ProductionVariants?.map(({ CurrentWeight }) => CurrentWeight)).toEqual([1, 0]);
  });

  test.each<[Partial<UpdateEndpointCommandInput>, string]>([
    [{ RetainAllVariantProperties: true }, 'A*1=s3://b/two B*9=s3://b/two'],
    [{}, 'A*1=s3://b/two B*1=s3://b/two'],
    [
      {
        RetainAllVariantProperties: true,
        ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredWeight' }],
      },
      'A*1=s3://b/two B*1=s3://b/two',
    ],
  ])('weights that were changed, with %j', async (over, served) => {
    await reweigh('B', 9);
    await local.life.settled();
    await update('two', over);
    await local.life.settled();
    expect(local.served.get(EndpointName)).toBe(served);
  });

  test('an unknown variant', async () => {
    expect((await refused(reweigh('C', 1)))[2]).toBe(
      'The variant name(s) "C" is/are not present within endpoint configuration.',
    );
  });

  test('needs the config that the endpoint has', async () => {
    await local.client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'one' }));
    expect((await refused(update('two')))[2]).toBe(
      'Could not find endpoint configuration "arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/one".',
    );
  });

  test('traffic that moves in steps is not served', async () => {
    const BlueGreenUpdatePolicy = {
      TrafficRoutingConfiguration: { Type: 'CANARY' as const, WaitIntervalInSeconds: 60 },
    };
    expect((await refused(update('two', { DeploymentConfig: { BlueGreenUpdatePolicy } })))[2]).toBe(
      'Portico does not serve traffic routing CANARY yet. Leave it out: traffic moves all at once.',
    );
  });
});

describe('deletion', () => {
  beforeEach(async () => {
    await create();
    await local.life.settled();
  });

  test('frees the name, and the same name works again', async () => {
    await remove();
    await local.life.settled();
    expect(local.served.size).toBe(0);
    await create('two');
    await local.life.settled();
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/two B*1=s3://b/two');
  });

  test('the models and configs of an endpoint may be deleted before it, and a restart does not need them', async () => {
    await local.client.send(new DeleteModelCommand({ ModelName: 'one' }));
    await local.client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'one' }));
    await local.restart();
    expect((await describeIt()).ProductionVariants?.map(({ VariantName }) => VariantName)).toEqual(['A', 'B']);
    expect(local.served.get(EndpointName)).toBe('A*1=s3://b/one B*1=s3://b/one');
  });

  test('what is gone cannot be deleted', async () => {
    await remove();
    await local.life.settled();
    expect((await refused(remove()))[2]).toBe(`Could not find endpoint "${ARN}".`);
  });
});

test('an endpoint whose artifact is gone at a restart is out of service until it is back', async () => {
  await create();
  await local.life.settled();
  local.broken.set('s3://b/one', 'gone');
  await local.restart();
  const out = await describeIt();
  expect([out.EndpointStatus, out.FailureReason, local.served.size]).toEqual(['OutOfService', 'gone', 0]);
  local.broken.clear();
  await local.restart();
  const back = await describeIt();
  expect([back.EndpointStatus, back.FailureReason, local.served.size]).toEqual(['InService', undefined, 1]);
});
