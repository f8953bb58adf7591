/**
 * AWS's walkthrough of a machine-learning REST API with the AWS SDK for JavaScript (version 3), step by step against Portico: prints every
 * command with its answer. walkthrough.sh is the same with the AWS CLI and has more of the mistakes; docs/walkthrough.md tells the story.
 *
 *   node_modules/.bin/bun examples/walkthrough/walkthrough.ts [ENDPOINT_URL]      or Node 24; default http://127.0.0.1:4566
 */
import { readFileSync } from 'node:fs';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  TestInvokeMethodCommand,
  type TestInvokeMethodCommandOutput,
} from '@aws-sdk/client-api-gateway';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  waitUntilEndpointDeleted,
  waitUntilEndpointInService,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

const endpointUrl = process.argv[2] ?? 'http://127.0.0.1:4566';
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const NAME = 'walkthrough-sdk';
const BUCKET = `walkthrough-sdk-${ACCOUNT}`;
const KEY = 'movie-ratings/model.tar.gz';
const ARTIFACT = new URL('../../packages/server/sample/movie-ratings/model.tar.gz', import.meta.url);
const S3_READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

// An explicit endpoint and dummy keys: nothing of your configuration is read, no real account can be reached.
const config = {
  endpoint: endpointUrl,
  region: REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
};
const s3 = new S3Client({ ...config, forcePathStyle: true });
const iam = new IAMClient(config);
const sagemaker = new SageMakerClient(config);
const runtime = new SageMakerRuntimeClient(config);
const gateway = new APIGatewayClient(config);
for (const client of [s3, iam, sagemaker, runtime, gateway])
  watch(client.middlewareStack as unknown as MiddlewareStack);

console.log('\n== 1. A model behind a SageMaker endpoint');
await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: readFileSync(ARTIFACT) }));
const sagemakerRole = await role('sdk-sagemaker', 'sagemaker.amazonaws.com');
const model = {
  ModelName: NAME,
  ExecutionRoleArn: sagemakerRole,
  PrimaryContainer: {
    Image: `382416733822.dkr.ecr.${REGION}.amazonaws.com/object2vec:1`,
    ModelDataUrl: `s3://${BUCKET}/${KEY}`,
  },
};
await mistake('Could not access model data', sagemaker.send(new CreateModelCommand(model)));
await iam.send(new AttachRolePolicyCommand({ RoleName: 'sdk-sagemaker', PolicyArn: S3_READ_ONLY }));
await sagemaker.send(new CreateModelCommand(model));
const variant = { VariantName: 'AllTraffic', ModelName: NAME, InitialInstanceCount: 1 };
await sagemaker.send(
  new CreateEndpointConfigCommand({
    EndpointConfigName: NAME,
    ProductionVariants: [{ ...variant, InstanceType: 'ml.m4.xlarge' }],
  }),
);
await createEndpoint();
await mistake(
  'Cannot create already existing endpoint',
  sagemaker.send(new CreateEndpointCommand({ EndpointName: NAME, EndpointConfigName: NAME })),
);

console.log('\n== 2. The endpoint by itself');
const invocation = { ContentType: 'application/json', Body: '{"instances": [{"in0": [321], "in1": [101]}]}' };
const prediction = await runtime.send(new InvokeEndpointCommand({ ...invocation, EndpointName: NAME }));
console.log(prediction.Body.transformToString());
await mistake(
  `Endpoint no-such-endpoint of account ${ACCOUNT} not found.`,
  runtime.send(new InvokeEndpointCommand({ ...invocation, EndpointName: 'no-such-endpoint' })),
);

console.log('\n== 3. The role that API Gateway calls the endpoint with');
const gatewayRole = await role('sdk-apigateway', 'apigateway.amazonaws.com');

console.log('\n== 4. The REST API');
const { id: restApiId } = await gateway.send(new CreateRestApiCommand({ name: 'RatingsPredictor' }));
const root = (await gateway.send(new GetResourcesCommand({ restApiId }))).items?.[0]?.id;
const parent = await gateway.send(
  new CreateResourceCommand({ restApiId, parentId: root, pathPart: 'predicted-ratings' }),
);
const child = await gateway.send(new CreateResourceCommand({ restApiId, parentId: parent.id, pathPart: '{user_id}' }));
const method = { restApiId, resourceId: child.id, httpMethod: 'GET' };
const requestParameters = { 'method.request.path.user_id': true, 'method.request.querystring.items': true };
await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE', requestParameters }));

console.log('\n== 5. The request template, and the Test tool');
await gateway.send(
  new PutIntegrationCommand({
    ...method,
    type: 'AWS',
    integrationHttpMethod: 'POST',
    uri: `arn:aws:apigateway:${REGION}:runtime.sagemaker:path/endpoints/${NAME}/invocations`,
    credentials: gatewayRole,
    passthroughBehavior: 'NEVER',
    requestTemplates: {
      'application/json': `{"instances": [#set( $u = $input.params("user_id") )#set( $items = $input.params("items") )
#foreach( $i in $items.split(",") )
  {"in0": [$u], "in1": [$i]}#if( $foreach.hasNext ),#end$esc.newline
#end
]}`,
    },
  }),
);
await gateway.send(new PutMethodResponseCommand({ ...method, statusCode: '200' }));
await gateway.send(new PutIntegrationResponseCommand({ ...method, statusCode: '200' }));
// Mistake: the role may be assumed, and may do nothing. The log says what is missing.
check((await tested()).log?.includes('sagemaker:InvokeEndpoint') === true, 'the action in the log');
await iam.send(
  new PutRolePolicyCommand({
    RoleName: 'sdk-apigateway',
    PolicyName: 'invoke',
    PolicyDocument: policy({
      Action: 'sagemaker:InvokeEndpoint',
      Resource: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/${NAME}`,
    }),
  }),
);
check((await tested()).body?.includes('"predictions"') === true, 'predictions');

console.log('\n== 6. The response template');
await gateway.send(
  new PutIntegrationResponseCommand({
    ...method,
    statusCode: '200',
    responseTemplates: {
      'application/json': `{"ratings": [#foreach($p in $input.path('$.predictions'))$p.scores[0]#if($foreach.hasNext),#end#end]}`,
    },
  }),
);
check((await tested()).body?.startsWith('{"ratings": [') === true, 'ratings');

console.log('\n== 7. Deployment to a stage, and the call');
await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
await called(200);

console.log('\n== The endpoint goes and comes back; the API needs no new deployment');
await deleteEndpoint();
check((await called(200)).includes('"ratings": []'), 'no ratings');
await createEndpoint();
await called(200);

console.log('\n== Clean-up');
await gateway.send(new DeleteRestApiCommand({ restApiId }));
await deleteEndpoint();
await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: NAME }));
await sagemaker.send(new DeleteModelCommand({ ModelName: NAME }));
await mistake('must', iam.send(new DeleteRoleCommand({ RoleName: 'sdk-apigateway' })));
await iam.send(new DeleteRolePolicyCommand({ RoleName: 'sdk-apigateway', PolicyName: 'invoke' }));
await iam.send(new DeleteRoleCommand({ RoleName: 'sdk-apigateway' }));
await iam.send(new DetachRolePolicyCommand({ RoleName: 'sdk-sagemaker', PolicyArn: S3_READ_ONLY }));
await iam.send(new DeleteRoleCommand({ RoleName: 'sdk-sagemaker' }));
await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
await s3.send(new DeleteBucketCommand({ Bucket: BUCKET }));
console.log('\nDone: every step worked, and every mistake was answered.');

async function createEndpoint(): Promise<void> {
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: NAME, EndpointConfigName: NAME }));
  await waitUntilEndpointInService({ client: sagemaker, maxWaitTime: 60, minDelay: 1 }, { EndpointName: NAME });
  const { EndpointStatus } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: NAME }));
  check(EndpointStatus === 'InService', 'an endpoint in service');
}

async function deleteEndpoint(): Promise<void> {
  await sagemaker.send(new DeleteEndpointCommand({ EndpointName: NAME }));
  await waitUntilEndpointDeleted({ client: sagemaker, maxWaitTime: 60, minDelay: 1 }, { EndpointName: NAME });
}

/** Creates a role that a service may assume; its ARN. */
async function role(RoleName: string, service: string): Promise<string> {
  const AssumeRolePolicyDocument = policy({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return Role?.Arn ?? '';
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

function tested(): Promise<TestInvokeMethodCommandOutput> {
  const pathWithQueryString = '/predicted-ratings/321?items=101,131,162';
  return gateway.send(new TestInvokeMethodCommand({ ...method, pathWithQueryString }));
}

/** The deployed API, as its callers see it. */
async function called(status: number): Promise<string> {
  const url = `${endpointUrl}/restapis/${restApiId}/test/_user_request_/predicted-ratings/321?items=101,131,162`;
  const reply = await fetch(url);
  const body = await reply.text();
  console.log(`\nGET ${url}\n${reply.status} ${body}`);
  check(reply.status === status, `status ${status}`);
  return body;
}

/** A command that must be refused with this in its message. */
async function mistake(expected: string, command: Promise<unknown>): Promise<void> {
  const refused = await command.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  console.log(`Mistake: ${refused?.name}: ${refused?.message}`);
  check(refused?.message.includes(expected) === true, `a refusal with: ${expected}`);
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`expected ${what}`);
}

/** What all clients have of their middleware, in one type. */
interface MiddlewareStack {
  add(middleware: Middleware, options: { readonly step: 'initialize' | 'deserialize' }): void;
}
type Middleware = (next: Handler, context: { readonly commandName?: string }) => Handler;
type Handler = (request: { readonly input: object }) => Promise<Answered>;
interface Answered {
  readonly output: object;
  readonly response: { readonly headers?: Readonly<Record<string, string>> };
}

/** Prints every command with its answer, and ends the walkthrough at an answer without x-portico: it is not Portico's. */
function watch(stack: MiddlewareStack): void {
  stack.add(
    (next, { commandName = '' }) =>
      async (request) => {
        show(commandName.replace(/Command$/, ''), request.input);
        const answered = await next(request);
        const { $metadata: _, ...output } = answered.output as { readonly $metadata?: unknown };
        show('->', output);
        return answered;
      },
    { step: 'initialize' },
  );
  stack.add(
    (next) => async (request) => {
      const answered = await next(request).catch((thrown) => {
        if (thrown?.$response !== undefined) onlyPortico(thrown.$response.headers);
        throw thrown;
      });
      onlyPortico(answered.response.headers);
      return answered;
    },
    { step: 'deserialize' },
  );
}

function onlyPortico(headers: Readonly<Record<string, string>> = {}): void {
  if (headers['x-portico'] !== undefined) return;
  console.error(`STOPPED: an answer without the header x-portico: ${endpointUrl} is not Portico`);
  process.exit(1);
}

function show(title: string, value: object): void {
  const text = JSON.stringify(
    value,
    (name, member) => {
      if (name === 'log') return String(member).split('\n');
      return member instanceof Uint8Array ? `${member.length} bytes` : member;
    },
    2,
  );
  console.log(`\n${title} ${text}`);
}
