import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  CreateModelCommand,
  type CreateModelCommandInput,
  DeleteModelCommand,
  DescribeModelCommand,
  ListModelsCommand,
} from '@aws-sdk/client-sagemaker';
import type { LocalSageMaker } from '../../testing/local-sagemaker.ts';
import { IMAGE, NOW_SECONDS, ROLE, startLocalSageMaker } from '../../testing/local-sagemaker.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalSageMaker;
beforeAll(async () => {
  local = await startLocalSageMaker();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:model/movies';
const MODEL: CreateModelCommandInput = {
  ModelName: 'Movies',
  ExecutionRoleArn: ROLE,
  PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://models/model.tar.gz', Environment: { A: '1' } },
};

const create = (over: Partial<CreateModelCommandInput> = {}) =>
  local.client.send(new CreateModelCommand({ ...MODEL, ...over }));
const withContainer = (over: NonNullable<CreateModelCommandInput['PrimaryContainer']>) => ({
  PrimaryContainer: { ...MODEL.PrimaryContainer, ...over },
});

test('a model is made, described, listed and deleted', async () => {
  expect((await create({ Tags: [{ Key: 'k', Value: 'v' }] })).ModelArn).toBe(ARN);
  const { $metadata: _, ...model } = await local.client.send(new DescribeModelCommand({ ModelName: 'Movies' }));
  expect(model).toEqual({
    ModelName: 'Movies',
    ModelArn: ARN,
    ExecutionRoleArn: ROLE,
    PrimaryContainer: { Mode: 'SingleModel', ...MODEL.PrimaryContainer },
    EnableNetworkIsolation: false,
    CreationTime: new Date(NOW_SECONDS * 1000),
  });
  expect((await local.client.send(new ListModelsCommand({}))).Models).toEqual([
    { ModelName: 'Movies', ModelArn: ARN, CreationTime: new Date(NOW_SECONDS * 1000) },
  ]);
  await local.client.send(new DeleteModelCommand({ ModelName: 'Movies' }));
  expect((await local.client.send(new ListModelsCommand({}))).Models).toEqual([]);
});

test('one container in Containers, and a gzipped object in ModelDataSource, are the same thing said otherwise', async () => {
  const { PrimaryContainer: _, ...rest } = MODEL;
  const S3DataSource = { S3Uri: 's3://models/model.tar.gz', S3DataType: 'S3Object', CompressionType: 'Gzip' } as const;
  await local.client.send(
    new CreateModelCommand({ ...rest, Containers: [{ Image: IMAGE, ModelDataSource: { S3DataSource } }] }),
  );
  const { PrimaryContainer } = await local.client.send(new DescribeModelCommand({ ModelName: 'Movies' }));
  expect(PrimaryContainer).toEqual({ Mode: 'SingleModel', Image: IMAGE, ModelDataUrl: 's3://models/model.tar.gz' });
});

test('a repeated name is refused, whatever its case', async () => {
  await create();
  expect(await refused(create({ ModelName: 'MOVIES' }))).toEqual([
    'ValidationException',
    400,
    `Cannot create already existing model "${ARN}".`,
  ]);
});

test.each([new DescribeModelCommand({ ModelName: 'Gone' }), new DeleteModelCommand({ ModelName: 'Gone' })])(
  'a model that is not there',
  async (command) => {
    expect(await refused(local.client.send(command as DescribeModelCommand))).toEqual([
      'ValidationException',
      400,
      'Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/gone".',
    ]);
  },
);

const ACCESS = `Could not access model data at s3://models/model.tar.gz. Please ensure that the role "${ROLE}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" permissions and that the object is located in us-east-1. If your Model uses multiple models or uncompressed models, please ensure that the role has "s3:ListBucket" permission.`;

describe('the artifact must be there, and the role must be able to read it', () => {
  test('a missing object', async () => {
    expect((await refused(create(withContainer({ ModelDataUrl: 's3://models/other.tar.gz' }))))[2]).toBe(
      'Could not find model data at s3://models/other.tar.gz.',
    );
  });

  test('a role without s3:GetObject', async () => {
    local.unreadable.add('s3://models/model.tar.gz');
    expect((await refused(create()))[2]).toBe(ACCESS);
  });

  test('a role that SageMaker may not assume', async () => {
    local.trusts = () => false;
    expect((await refused(create()))[2]).toBe(ACCESS);
  });

  test.each(['https://s3.us-east-1.amazonaws.com/models/model.tar.gz', 'https://models.s3.amazonaws.com/model.tar.gz'])(
    '%s is the same object',
    async (ModelDataUrl) => {
      await create(withContainer({ ModelDataUrl }));
    },
  );
});

describe('IAM is asked', () => {
  test('for the operation, the tags and the role that is passed', async () => {
    await create({ Tags: [{ Key: 'k', Value: 'v' }] });
    expect(local.asked).toEqual([`sagemaker:CreateModel ${ARN}`, `sagemaker:AddTags ${ARN}`, `iam:PassRole ${ROLE}`]);
  });

  test.each(['sagemaker:CreateModel', 'iam:PassRole'])('without %s nothing is made', async (action) => {
    local.denies = (request) => request.action === action;
    expect(await refused(create())).toEqual([
      'AccessDeniedException',
      400,
      'User: arn:aws:iam::000000000000:root is not authorized',
    ]);
    expect(local.store.sagemakerModels.list({ accountId: '000000000000', region: 'us-east-1' })).toEqual([]);
  });
});

const violation = (text: string) => `1 validation error detected: ${text}`;

test.each<[string, Partial<CreateModelCommandInput>, string]>([
  [
    'no name',
    { ModelName: undefined as unknown as string },
    violation("Value null at 'modelName' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'a name with an underscore',
    { ModelName: 'a_b' },
    violation(
      "Value 'a_b' at 'modelName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?",
    ),
  ],
  [
    'a long name',
    { ModelName: 'a'.repeat(64) },
    violation(
      `Value '${'a'.repeat(64)}' at 'modelName' failed to satisfy constraint: Member must have length less than or equal to 63`,
    ),
  ],
  [
    'a role that is no ARN',
    { ExecutionRoleArn: 'AmazonSageMaker-ExecutionRole' },
    violation(
      "Value 'AmazonSageMaker-ExecutionRole' at 'executionRoleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+$",
    ),
  ],
  [
    'a URL of another kind',
    withContainer({ ModelDataUrl: 'file:///etc/passwd' }),
    violation(
      "Value 'file:///etc/passwd' at 'primaryContainer.modelDataUrl' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(https|s3)://([^/]+)/?(.*)$",
    ),
  ],
  [
    'an image with a blank',
    withContainer({ Image: 'a b' }),
    violation(
      "Value 'a b' at 'primaryContainer.image' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    ),
  ],
  [
    'a variable name that is none',
    withContainer({ Environment: { '1': 'x' } }),
    violation(
      "Value '1' at 'primaryContainer.environment.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z_][a-zA-Z0-9_]*",
    ),
  ],
  [
    'a mode that is none',
    withContainer({ Mode: 'Both' as 'SingleModel' }),
    violation(
      "Value 'Both' at 'primaryContainer.mode' failed to satisfy constraint: Member must satisfy enum value set: [SingleModel, MultiModel]",
    ),
  ],
  [
    'two mistakes',
    { ModelName: '-', ...withContainer({ ContainerHostname: 'a.b' }) },
    "2 validation errors detected: Value '-' at 'modelName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?; Value 'a.b' at 'primaryContainer.containerHostname' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9])*",
  ],
  ['no container', { PrimaryContainer: undefined as never }, 'You must provide either PrimaryContainer or Containers.'],
  [
    'both forms of container',
    { Containers: [{ Image: IMAGE }] },
    'You must provide either PrimaryContainer or Containers, not both.',
  ],
  [
    'no role',
    { ExecutionRoleArn: undefined as never },
    'ExecutionRoleArn is required: SageMaker reads the model and its image in this role.',
  ],
  [
    'many models in one container',
    withContainer({ Mode: 'MultiModel' }),
    'Portico does not serve multi-model containers (Mode MultiModel) yet. Give each model an endpoint.',
  ],
])('%s is refused', async (_name, over, message) => {
  expect(await refused(create(over))).toEqual(['ValidationException', 400, message]);
});

test('a wrong type is refused before anything else', async () => {
  const call = create({ ModelName: 7 as unknown as string });
  expect(await refused(call)).toEqual([
    'SerializationException',
    400,
    'class java.lang.Integer can not be converted to an String',
  ]);
});
