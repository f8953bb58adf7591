import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  CreateEndpointConfigCommand,
  type CreateEndpointConfigCommandInput,
  CreateModelCommand,
  DeleteEndpointConfigCommand,
  DescribeEndpointConfigCommand,
  ListEndpointConfigsCommand,
  type ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import type { LocalSageMaker } from '../../testing/local-sagemaker.ts';
import { IMAGE, NOW_SECONDS, ROLE, startLocalSageMaker } from '../../testing/local-sagemaker.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalSageMaker;
beforeAll(async () => {
  local = await startLocalSageMaker();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.reset();
  const PrimaryContainer = { Image: IMAGE, ModelDataUrl: 's3://models/model.tar.gz' };
  await local.client.send(new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, PrimaryContainer }));
});

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/config';
const VARIANT: ProductionVariant = {
  VariantName: 'A',
  ModelName: 'm',
  InstanceType: 'ml.m4.xlarge',
  InitialInstanceCount: 1,
};

const create = (variant: Partial<ProductionVariant> = {}, over: Partial<CreateEndpointConfigCommandInput> = {}) =>
  local.client.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'Config',
      ProductionVariants: [{ ...VARIANT, ...variant }],
      ...over,
    }),
  );

test('an endpoint config is made, described, listed and deleted', async () => {
  expect((await create()).EndpointConfigArn).toBe(ARN);
  const name = { EndpointConfigName: 'Config' };
  const { $metadata: _, ...config } = await local.client.send(new DescribeEndpointConfigCommand(name));
  const CreationTime = new Date(NOW_SECONDS * 1000);
  expect(config).toEqual({
    ...name,
    EndpointConfigArn: ARN,
    ProductionVariants: [{ ...VARIANT, InitialVariantWeight: 1 }],
    EnableNetworkIsolation: false,
    CreationTime,
  });
  expect((await local.client.send(new ListEndpointConfigsCommand({ NameContains: 'CONF' }))).EndpointConfigs).toEqual([
    { ...name, EndpointConfigArn: ARN, CreationTime },
  ]);
  await local.client.send(new DeleteEndpointConfigCommand(name));
  expect(await refused(local.client.send(new DescribeEndpointConfigCommand(name)))).toEqual([
    'ValidationException',
    400,
    `Could not find endpoint configuration "${ARN}".`,
  ]);
});

test('a repeated name is refused', async () => {
  await create();
  expect((await refused(create()))[2]).toBe(`Cannot create already existing endpoint configuration "${ARN}".`);
});

const ENUM = 'Member must satisfy enum value set: [';
const violation = (value: string, path: string, constraint: string) =>
  `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`;

test.each<[string, Partial<ProductionVariant>, Partial<CreateEndpointConfigCommandInput>, string]>([
  [
    'a model that is not there',
    { ModelName: 'Other' },
    {},
    'Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/other".',
  ],
  [
    'a model name with blanks',
    { ModelName: 'ENTER MODEL NAME' },
    {},
    violation(
      'ENTER MODEL NAME',
      'productionVariants.1.member.modelName',
      'Member must satisfy regular expression pattern: ^[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?',
    ),
  ],
  [
    'no instances',
    { InitialInstanceCount: 0 },
    {},
    violation(
      '0',
      'productionVariants.1.member.initialInstanceCount',
      'Member must have value greater than or equal to 1',
    ),
  ],
  [
    'a negative weight',
    { InitialVariantWeight: -1 },
    {},
    violation(
      '-1',
      'productionVariants.1.member.initialVariantWeight',
      'Member must have value greater than or equal to 0',
    ),
  ],
  [
    'no variants',
    {},
    { ProductionVariants: [] },
    violation('[0 members]', 'productionVariants', 'Member must have length greater than or equal to 1'),
  ],
  [
    'an instance type without a count',
    { InitialInstanceCount: undefined as never },
    {},
    'Production variant "A" needs InstanceType and InitialInstanceCount, or ServerlessConfig.',
  ],
  [
    'a serverless variant with instances',
    { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 1 } },
    {},
    'Production variant "A" has a ServerlessConfig: InstanceType and InitialInstanceCount are not allowed.',
  ],
  [
    'too much concurrency',
    { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 201 } },
    {},
    violation(
      '201',
      'productionVariants.1.member.serverlessConfig.maxConcurrency',
      'Member must have value less than or equal to 200',
    ),
  ],
  [
    'two variants of one name',
    {},
    { ProductionVariants: [VARIANT, VARIANT] },
    'Production variant names must be unique: "A" is there twice.',
  ],
  [
    'asynchronous inference',
    {},
    { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://b/k' } } },
    'Portico does not serve AsyncInferenceConfig yet. Leave it out.',
  ],
  [
    'shadow variants',
    {},
    { ShadowProductionVariants: [VARIANT] },
    'Portico does not serve ShadowProductionVariants yet. Leave it out.',
  ],
])('%s is refused', async (_name, variant, over, message) => {
  expect(await refused(create(variant, over))).toEqual(['ValidationException', 400, message]);
});

test('an instance type that is none names those that there are', async () => {
  const [name, , message] = await refused(create({ InstanceType: 'ml.big' as 'ml.m4.xlarge' }));
  expect(name).toBe('ValidationException');
  expect(message).toStartWith(violation('ml.big', 'productionVariants.1.member.instanceType', ENUM));
  expect(message).toContain(', ml.m4.xlarge, ');
});

test('a serverless variant', async () => {
  const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 5 };
  await create({}, { ProductionVariants: [{ VariantName: 'A', ModelName: 'm', ServerlessConfig }] });
  const config = await local.client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'Config' }));
  expect(config.ProductionVariants?.[0]?.ServerlessConfig).toEqual(ServerlessConfig);
});
