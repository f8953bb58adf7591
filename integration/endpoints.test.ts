import { afterAll, expect, test } from 'bun:test';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  UpdateEndpointCommand,
  waitUntilEndpointDeleted,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';

afterAll(cleanUp, 30_000);

const IMAGE = '111111111111.dkr.ecr.eu-central-1.amazonaws.com/object2vec:latest';
const ROLE = 'arn:aws:iam::000000000000:role/sagemaker';
const VARIANT = { VariantName: 'AllTraffic', InstanceType: 'ml.m4.xlarge', InitialInstanceCount: 1 } as const;

function clientsOf({ url }: Portico) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  return {
    s3,
    iam: new IAMClient(config),
    sagemaker: new SageMakerClient(config),
    runtime: new SageMakerRuntimeClient(config),
  };
}

type Clients = ReturnType<typeof clientsOf>;

/** A model of each name on the object of that key, and a config of that name. */
async function makeModel({ sagemaker }: Clients, name: string, ModelDataUrl: string): Promise<void> {
  const PrimaryContainer = { Image: IMAGE, ModelDataUrl };
  await sagemaker.send(new CreateModelCommand({ ModelName: name, ExecutionRoleArn: ROLE, PrimaryContainer }));
  const ProductionVariants = [{ ...VARIANT, ModelName: name }];
  await sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants }));
}

async function settled({ sagemaker }: Clients, EndpointName: string) {
  for (;;) {
    const endpoint = await sagemaker.send(new DescribeEndpointCommand({ EndpointName }));
    if (!/ing$/.test(endpoint.EndpointStatus ?? '')) return endpoint;
    await Bun.sleep(20);
  }
}

async function predicts({ runtime }: Clients, EndpointName: string): Promise<boolean> {
  const Body = '{"instances":[{"in0":[321],"in1":[101]}]}';
  const answer = await runtime.send(new InvokeEndpointCommand({ EndpointName, ContentType: 'application/json', Body }));
  return answer.Body.transformToString().startsWith('{"predictions":[{"scores":[');
}

async function givenRoleAndBucket({ iam, s3 }: Clients): Promise<void> {
  const policy = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const trust = policy({ Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName: 'sagemaker', AssumeRolePolicyDocument: trust }));
  const PolicyDocument = policy({ Action: 's3:GetObject', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'sagemaker', PolicyName: 'read', PolicyDocument }));
  await s3.send(new CreateBucketCommand({ Bucket: 'models' }));
}

/** The sample's model is an object like any other. */
async function sampleArtifact({ s3 }: Clients): Promise<Uint8Array> {
  const object = { Bucket: 'sagemaker-us-east-1-000000000000', Key: 'movie-ratings/model.tar.gz' };
  const { Body } = await s3.send(new GetObjectCommand(object));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

test('an endpoint is made of an object, outlives kill -9, is updated, deleted and made again', async () => {
  const dataDir = temporaryDirectory();
  const first = await startPortico([], { dataDir });
  let clients = clientsOf(first);
  await givenRoleAndBucket(clients);
  await clients.s3.send(
    new PutObjectCommand({ Bucket: 'models', Key: 'a.tar.gz', Body: await sampleArtifact(clients) }),
  );
  await clients.s3.send(new PutObjectCommand({ Bucket: 'models', Key: 'b.tar.gz', Body: 'no archive' }));
  await makeModel(clients, 'a', 's3://models/a.tar.gz');
  await makeModel(clients, 'b', 's3://models/b.tar.gz');
  const EndpointName = 'live';
  await clients.sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'a' }));
  const ended = new Promise((resolve) => first.child.once('exit', resolve));
  process.kill(first.pid, 'SIGKILL');
  await ended;

  const second = await startPortico([], { dataDir });
  clients = clientsOf(second);
  expect((await settled(clients, EndpointName)).EndpointStatus).toBe('InService');
  expect(await predicts(clients, EndpointName)).toBe(true);

  await clients.sagemaker.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName: 'b' }));
  const { EndpointStatus, EndpointConfigName, FailureReason } = await settled(clients, EndpointName);
  expect([EndpointStatus, EndpointConfigName, FailureReason]).toEqual([
    'InService',
    'a',
    'Failed to extract model data archive for container "container_1" from URL "s3://models/b.tar.gz". Please ensure that the object located at the URL is a valid tar.gz archive. (not a gzipped artifact)',
  ]);
  expect(await predicts(clients, EndpointName)).toBe(true);

  await clients.sagemaker.send(new DeleteEndpointCommand({ EndpointName }));
  await waitUntilEndpointDeleted({ client: clients.sagemaker, maxWaitTime: 10, minDelay: 1 }, { EndpointName });
  const call = predicts(clients, EndpointName).catch((error: Error) => error.message);
  expect(await call).toContain('Endpoint live of account 000000000000 not found.');
  await clients.sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'a' }));
  expect((await settled(clients, EndpointName)).EndpointStatus).toBe('InService');
  expect(await predicts(clients, EndpointName)).toBe(true);
  expect(await second.stop()).toBe(0);
}, 60_000);

test('an image that is not built in needs its container, and says so', async () => {
  const container = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) =>
      new URL(request.url).pathname === '/ping' ? new Response() : Response.json({ predictions: [{ scores: [5] }] }),
  });
  const portico = await startPortico(['--endpoint', `known=http://127.0.0.1:${container.port}`]);
  const clients = clientsOf(portico);
  await givenRoleAndBucket(clients);
  const PrimaryContainer = { Image: '111111111111.dkr.ecr.us-east-1.amazonaws.com/xgboost:1' };
  await clients.sagemaker.send(new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, PrimaryContainer }));
  const ProductionVariants = [{ ...VARIANT, ModelName: 'm' }];
  await clients.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants }));
  for (const EndpointName of ['known', 'unknown']) {
    await clients.sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'c' }));
  }
  expect((await settled(clients, 'known')).EndpointStatus).toBe('InService');
  expect(await predicts(clients, 'known')).toBe(true);
  const unknown = await settled(clients, 'unknown');
  expect([unknown.EndpointStatus, unknown.FailureReason]).toEqual([
    'Failed',
    `Portico does not run the image ${PrimaryContainer.Image}: it has Object2Vec (.../object2vec:1) built in. Run the container yourself, and start Portico with --endpoint unknown=http://host:port.`,
  ]);
  expect(await portico.stop()).toBe(0);
  container.stop(true);
}, 60_000);
