import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutIntegrationCommand,
  TestInvokeMethodCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import * as iam from '@aws-sdk/client-iam';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { signRequest } from '@portico/wire';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico } from './portico.ts';
import type { Runtime } from './runtimes.ts';
import { RUNTIMES } from './runtimes.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/invoke`;
const ENDPOINT = `arn:aws:sagemaker:us-east-1:${ACCOUNT}:endpoint/movie-ratings`;

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const ROOT: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const trust = (Principal: object) => policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
const TRUSTS_GATEWAY = trust({ Service: 'apigateway.amazonaws.com' });

const AS_CALLER = {
  type: 'aws',
  httpMethod: 'POST',
  credentials: 'arn:aws:iam::*:user/*',
  responses: { default: { statusCode: '200' }, '403': { statusCode: '403' } },
};

/**
 * A method in front of the sample's endpoint that hands on what SageMaker Runtime answers; one that says who calls; the endpoint, and
 * another service, with what the caller may do.
 */
const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'identity', version: '1' },
  paths: {
    '/predict': {
      get: {
        responses: { '200': {}, '403': {} },
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
          credentials: ROLE,
          requestTemplates: { 'application/json': '{"instances": [{"in0": [1], "in1": [2]}]}' },
          responses: { default: { statusCode: '200' }, '403': { statusCode: '403' } },
        },
      },
    },
    '/own': {
      get: {
        'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
        responses: { '200': {}, '403': {} },
        'x-amazon-apigateway-integration': {
          ...AS_CALLER,
          uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
          requestTemplates: { 'application/json': '{"instances": [{"in0": [1], "in1": [2]}]}' },
        },
      },
    },
    '/whoami': {
      get: {
        'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
        responses: { '200': {}, '403': {} },
        'x-amazon-apigateway-integration': {
          ...AS_CALLER,
          uri: 'arn:aws:apigateway:us-east-1:sts:path//',
          requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
          requestTemplates: { 'application/json': 'Action=GetCallerIdentity&Version=2011-06-15' },
        },
      },
    },
    '/open': {
      get: {
        responses: { '200': {} },
        'x-amazon-apigateway-integration': {
          ...AS_CALLER,
          uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
        },
      },
    },
    '/me': {
      get: {
        'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
        responses: { '200': {} },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseTemplates: {
                'application/json':
                  '["$context.identity.accountId", "$context.identity.accessKey", "$context.identity.caller", "$context.identity.user", "$context.identity.userArn"]',
              },
            },
          },
        },
      },
    },
  },
};

afterAll(cleanUp, 60_000);

/** Workers decide by themselves, with what the main process tells them of IAM. */
const SERVERS: readonly (readonly [string, Runtime, readonly string[]])[] = [
  ...RUNTIMES.map((runtime) => [runtime, runtime, []] as const),
  ...(process.platform === 'linux' ? [['Bun with workers', 'Bun', ['--workers', '2']] as const] : []),
];

describe.each(SERVERS)('on %s', (_, runtime, args) => {
  let portico: Portico;
  let restApiId: string;

  beforeAll(async () => {
    portico = await startPortico(args, { runtime });
    await createRole('invoke', TRUSTS_GATEWAY, allow('sagemaker:InvokeEndpoint', ENDPOINT));
    const body = Buffer.from(JSON.stringify(DOCUMENT));
    restApiId = (await gateway().send(new ImportRestApiCommand({ body }))).id ?? '';
    await gateway().send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  }, 60_000);

  const config = (credentials: Keys) => ({ endpoint: portico.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const gateway = (keys = ROOT) => new APIGatewayClient(config(keys));
  const identity = () => new iam.IAMClient(config(ROOT));

  async function createRole(
    RoleName: string,
    AssumeRolePolicyDocument: string,
    ...statements: object[]
  ): Promise<void> {
    await identity().send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await setPolicy(RoleName, ...statements);
  }

  async function setPolicy(RoleName: string, ...statements: object[]): Promise<void> {
    const PolicyDocument = policy(...statements);
    await identity().send(new iam.PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
  }

  /** A user of that name, with a policy of these statements and a key. */
  async function createUser(UserName: string, ...statements: object[]): Promise<Keys> {
    await identity().send(new iam.CreateUserCommand({ UserName }));
    const PolicyDocument = policy(...statements);
    await identity().send(new iam.PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
    const { AccessKey } = await identity().send(new iam.CreateAccessKeyCommand({ UserName }));
    return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  }

  async function get(path: string, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(portico.api(restApiId, path), { headers });
    return [response.status, response.headers.get('x-amzn-errortype'), await response.text()] as const;
  }

  /** GET, of /me if nothing else is said, signed; parts of the signature may be other than they should be. */
  function signed(keys: Keys, over: { region?: string; service?: string; now?: number } = {}, path = '/me') {
    const url = new URL(portico.api(restApiId, path));
    const headers = signRequest(
      { method: 'GET', rawTarget: url.pathname, headers: [['Host', url.host]], body: new Uint8Array() },
      { ...keys, region: 'us-east-1', service: 'execute-api', now: Date.now(), ...over },
    );
    return get(path, Object.fromEntries(headers.filter(([name]) => name !== 'Host')));
  }

  describe('the execution role of an integration', () => {
    const denied = (why: string) =>
      [
        403,
        null,
        JSON.stringify({
          Message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/invoke/BackplaneAssumeRoleSession is not authorized to perform: sagemaker:InvokeEndpoint on resource: ${ENDPOINT} ${why}`,
        }),
      ] as const;
    const INTERNAL = [500, 'InternalServerErrorException', '{"message": "Internal server error"}'] as const;

    test('is asked with every request: what changes acts at once, without a deployment', async () => {
      expect((await get('/predict'))[0]).toBe(200);
      await setPolicy('invoke', allow('sagemaker:InvokeEndpoint', `${ENDPOINT}-2`));
      expect(await get('/predict')).toEqual(
        denied('because no identity-based policy allows the sagemaker:InvokeEndpoint action'),
      );
      await portico.printed(
        `Role ${ROLE} lacks {"Effect":"Allow","Action":"sagemaker:InvokeEndpoint","Resource":"${ENDPOINT}"}`,
      );
      await setPolicy('invoke', allow('*'), { ...allow('sagemaker:*'), Effect: 'Deny' });
      expect(await get('/predict')).toEqual(denied('with an explicit deny in an identity-based policy'));
      await setPolicy('invoke', allow('sagemaker:InvokeEndpoint', ENDPOINT));
      expect((await get('/predict'))[0]).toBe(200);
    });

    test('must trust API Gateway', async () => {
      const trusting = (PolicyDocument: string) =>
        identity().send(new iam.UpdateAssumeRolePolicyCommand({ RoleName: 'invoke', PolicyDocument }));
      await trusting(trust({ Service: 'lambda.amazonaws.com' }));
      expect(await get('/predict')).toEqual(INTERNAL);
      await portico.printed(
        `Execution failed due to configuration error: API Gateway does not have permission to assume the provided role ${ROLE}`,
      );
      await portico.printed(
        `The trust policy of ${ROLE} lacks {"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}`,
      );
      await trusting(TRUSTS_GATEWAY);
      expect((await get('/predict'))[0]).toBe(200);
    });

    test('must be there', async () => {
      await identity().send(new iam.DeleteRolePolicyCommand({ RoleName: 'invoke', PolicyName: 'p' }));
      await identity().send(new iam.DeleteRoleCommand({ RoleName: 'invoke' }));
      expect(await get('/predict')).toEqual(INTERNAL);
      await portico.printed(`There is no role ${ROLE}`);
      await createRole('invoke', TRUSTS_GATEWAY, allow('sagemaker:InvokeEndpoint', ENDPOINT));
      expect((await get('/predict'))[0]).toBe(200);
    });

    test('counts in the Test tool too, whose log says what is missing', async () => {
      const { items = [] } = await gateway().send(new GetResourcesCommand({ restApiId }));
      const resourceId = items.find(({ path }) => path === '/predict')?.id ?? '';
      await setPolicy('invoke', allow('s3:*'));
      const { status, log } = await gateway().send(
        new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'GET' }),
      );
      expect(status).toBe(403);
      expect(log).toContain(`Role ${ROLE} lacks {"Effect":"Allow","Action":"sagemaker:InvokeEndpoint"`);
      await setPolicy('invoke', allow('sagemaker:InvokeEndpoint', ENDPOINT));
    });
  });

  describe('a method with AWS_IAM', () => {
    test('lets in the root, a user and a session that may, and says who they are', async () => {
      expect(await signed(ROOT)).toEqual([
        200,
        null,
        `["${ACCOUNT}", "test", "${ACCOUNT}", "${ACCOUNT}", "arn:aws:iam::${ACCOUNT}:root"]`,
      ]);
      const bob = await createUser(
        'bob',
        allow('execute-api:Invoke', `arn:aws:execute-api:us-east-1:${ACCOUNT}:${restApiId}/test/GET/*`),
      );
      const { User } = await identity().send(new iam.GetUserCommand({ UserName: 'bob' }));
      expect(await signed(bob)).toEqual([
        200,
        null,
        `["${ACCOUNT}", "${bob.accessKeyId}", "${User?.UserId}", "${User?.UserId}", "arn:aws:iam::${ACCOUNT}:user/bob"]`,
      ]);
      await createRole('caller', trust({ AWS: ACCOUNT }), allow('execute-api:Invoke'));
      const session = await assume('caller');
      const [status, , body] = await signed(session);
      expect([status, body]).toEqual([
        200,
        expect.stringContaining(`"arn:aws:sts::${ACCOUNT}:assumed-role/caller/me"]`),
      ]);
      expect(body).toMatch(/"AROA\w{17}:me"/);
    });

    async function assume(role: string): Promise<Keys> {
      const { Credentials: c } = await new STSClient(config(ROOT)).send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`, RoleSessionName: 'me' }),
      );
      return {
        accessKeyId: c?.AccessKeyId ?? '',
        secretAccessKey: c?.SecretAccessKey ?? '',
        sessionToken: c?.SessionToken ?? '',
      };
    }

    const me = (suffix: string, name = 'eve') =>
      `{"Message":"User: arn:aws:iam::${ACCOUNT}:user/${name} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${restApiId}/test/GET/me ${suffix}"}`;

    test('may have an integration that does what the caller may', async () => {
      expect((await signed(ROOT, {}, '/own'))[0]).toBe(200);
      const ann = await createUser('ann', allow('execute-api:Invoke'));
      expect(await signed(ann, {}, '/own')).toEqual([
        403,
        null,
        JSON.stringify({
          Message: `User: arn:aws:iam::${ACCOUNT}:user/ann is not authorized to perform: sagemaker:InvokeEndpoint on resource: ${ENDPOINT} because no identity-based policy allows the sagemaker:InvokeEndpoint action`,
        }),
      ]);
      expect((await signed(ann, {}, '/whoami'))[2]).toContain(`<Arn>arn:aws:iam::${ACCOUNT}:user/ann</Arn>`);
      const session = await assume('caller');
      expect((await signed(session, {}, '/whoami'))[2]).toContain(`:assumed-role/caller/me</Arn>`);
      expect(await get('/open')).toEqual([500, 'InternalServerErrorException', '{"message": "Internal server error"}']);
    });

    test('refuses who is not allowed', async () => {
      const eve = await createUser('eve', allow('s3:*'));
      expect(await signed(eve)).toEqual([
        403,
        'AccessDeniedException',
        me('because no identity-based policy allows the execute-api:Invoke action'),
      ]);
      const dan = await createUser('dan', allow('*'), {
        ...allow('execute-api:Invoke', '*/GET/me'.replace('*', `arn:aws:execute-api:*:*:${restApiId}/*`)),
        Effect: 'Deny',
      });
      expect(await signed(dan)).toEqual([
        403,
        'AccessDeniedException',
        me('with an explicit deny in an identity-based policy', 'dan'),
      ]);
    });

    test('refuses who is not known, in the words of the service', async () => {
      expect(await get('/me')).toEqual([
        403,
        'MissingAuthenticationTokenException',
        '{"message":"Missing Authentication Token"}',
      ]);
      expect(
        await get('/me', {
          Authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/execute-api/aws4_request',
        }),
      ).toEqual([
        403,
        'IncompleteSignatureException',
        `{"message":"Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/execute-api/aws4_request"}`,
      ]);
      expect(await signed(ROOT, { region: 'eu-west-1' })).toEqual([
        403,
        'InvalidSignatureException',
        '{"message":"Credential should be scoped to a valid region. "}',
      ]);
      expect(await signed(ROOT, { service: 'sagemaker' })).toEqual([
        403,
        'InvalidSignatureException',
        `{"message":"Credential should be scoped to correct service: 'execute-api'. "}`,
      ]);
      expect(await signed({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' })).toEqual([
        403,
        'UnrecognizedClientException',
        '{"message":"The security token included in the request is invalid."}',
      ]);
      expect(await signed({ ...ROOT, sessionToken: 'x' })).toEqual([
        403,
        'UnrecognizedClientException',
        '{"message":"The security token included in the request is invalid."}',
      ]);
      const [status, type, body] = await signed({ ...ROOT, secretAccessKey: 'wrong' });
      expect([status, type]).toEqual([403, 'InvalidSignatureException']);
      expect(body).toStartWith(
        '{"message":"The request signature we calculated does not match the signature you provided.',
      );
      expect((await signed(ROOT, { now: Date.now() - 600_000 }))[2]).toMatch(
        /^{"message":"Signature expired: \d{8}T\d{6}Z is now earlier than /,
      );
    });
  });

  describe('operations of every service are asked for', () => {
    const refused = async (call: Promise<unknown>) => {
      const error = await call.then(
        () => ({ name: 'accepted', message: '' }),
        (thrown: Error) => thrown,
      );
      return [error.name, error.message];
    };
    const because = (arn: string, action: string, resource: string) =>
      `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

    test('a user without permissions', async () => {
      const nobody = await createUser('nobody', allow('sts:*'));
      const arn = `arn:aws:iam::${ACCOUNT}:user/nobody`;
      expect(await refused(gateway(nobody).send(new GetRestApisCommand({})))).toEqual([
        'AccessDeniedException',
        because(arn, 'apigateway:GET', 'arn:aws:apigateway:us-east-1::/restapis'),
      ]);
      const runtimeClient = new SageMakerRuntimeClient(config(nobody));
      const invoke = new InvokeEndpointCommand({ EndpointName: 'Movie-Ratings', Body: '{}' });
      expect(await refused(runtimeClient.send(invoke))).toEqual([
        'AccessDeniedException',
        because(arn, 'sagemaker:InvokeEndpoint', ENDPOINT),
      ]);
      expect(
        await refused(
          new iam.IAMClient(config(nobody)).send(new iam.CreateUserCommand({ UserName: 'x', Path: '/a/' })),
        ),
      ).toEqual(['AccessDenied', because(arn, 'iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/a/x`)]);
    });

    test('whoever hands over a role must be allowed to pass it', async () => {
      const author = await createUser('author', allow('apigateway:*'));
      const { items = [] } = await gateway().send(new GetResourcesCommand({ restApiId }));
      const resourceId = items.find(({ path }) => path === '/predict')?.id ?? '';
      const put = (credentials: string) =>
        gateway(author).send(
          new PutIntegrationCommand({
            restApiId,
            resourceId,
            httpMethod: 'GET',
            type: 'AWS',
            integrationHttpMethod: 'POST',
            uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
            credentials,
          }),
        );
      expect(await refused(put(ROLE))).toEqual([
        'AccessDeniedException',
        because(`arn:aws:iam::${ACCOUNT}:user/author`, 'iam:PassRole', ROLE),
      ]);
      expect(await refused(put('arn:aws:iam::111111111111:role/theirs'))).toEqual([
        'AccessDeniedException',
        'Cross-account pass role is not allowed.',
      ]);
      const pass = {
        ...allow('iam:PassRole', ROLE),
        Condition: { StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' } },
      };
      const PolicyDocument = policy(allow('apigateway:*'), pass);
      await identity().send(new iam.PutUserPolicyCommand({ UserName: 'author', PolicyName: 'p', PolicyDocument }));
      expect((await put(ROLE)).credentials).toBe(ROLE);
    });

    test('a role that API Gateway may not assume cannot write its logs', async () => {
      const value = `arn:aws:iam::${ACCOUNT}:role/nobody-s`;
      expect(
        await refused(
          gateway().send(
            new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }] }),
          ),
        ),
      ).toEqual([
        'BadRequestException',
        'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
      ]);
    });

    test('an address of the caller', async () => {
      const local = { ...allow('apigateway:GET'), Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } };
      const near = await createUser('near', local);
      expect((await gateway(near).send(new GetRestApisCommand({}))).items).toBeDefined();
      const elsewhere = { ...allow('apigateway:GET'), Condition: { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } };
      const far = await createUser('far', elsewhere);
      expect((await refused(gateway(far).send(new GetRestApisCommand({}))))[0]).toBe('AccessDeniedException');
    });
  });
});
