import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  APIGatewayClient,
  type APIGatewayServiceException,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
  ImportRestApiCommand,
  type PatchOperation,
  PutRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { Diagnostic } from '@portico/api-model';
import type { Store } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import type { LocalService } from '../testing/local-service.ts';
import { startLocalService } from '../testing/local-service.ts';
import { ratingsDocument } from '../testing/ratings-api.ts';
import { handleApiGateway } from './handle-api-gateway.ts';
import type { ApiGatewayPorts } from './ports.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 0, 0);

let service: LocalService;
let client: APIGatewayClient;
let store: Store;
let ports: ApiGatewayPorts;
/** Stages that the server was told about, as `{apiId}/{stageName}`. */
let changed: string[];
/** What the compiler is made to say. */
let findings: Diagnostic[];

beforeAll(async () => {
  service = await startLocalService((request) => handleApiGateway(request, ports));
  client = clientOf('test', 'us-east-1');
});
afterAll(() => {
  client.destroy();
  service.close();
});

beforeEach(() => {
  store = createMemoryStore();
  changed = [];
  findings = [];
  let ids = 0;
  ports = {
    store,
    now: () => NOW,
    newId: (length) => (++ids).toString(36).padStart(length, 'a'),
    compile: () => findings,
    checkStage: (stage) => (stage.cacheClusterEnabled ? [finding('error', 'caching is not served')] : []),
    strict: false,
    stageChanged: (restApiId, stageName) => changed.push(`${restApiId}/${stageName}`),
  };
});

function clientOf(accessKeyId: string, region: string): APIGatewayClient {
  const credentials = { accessKeyId, secretAccessKey: 'test' };
  return new APIGatewayClient({ endpoint: service.endpoint, region, credentials, maxAttempts: 1 });
}

function finding(severity: Diagnostic['severity'], message: string): Diagnostic {
  return { severity, code: 'some-code', message, place: 'GET /movies', line: 3, column: 7, remedy: 'Repair it.' };
}

function bytes(document: unknown): Uint8Array {
  return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));
}

/** The id of a freshly imported API. */
async function imported(document: unknown = ratingsDocument()): Promise<string> {
  const { id = '' } = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
  return id;
}

/** An API with a deployment on stage `test`. */
async function deployed(): Promise<{ readonly restApiId: string; readonly deploymentId: string }> {
  const restApiId = await imported();
  const { id = '' } = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  changed = [];
  return { restApiId, deploymentId: id };
}

async function refused(call: Promise<unknown>): Promise<[name: string, status: number | undefined, message: string]> {
  const error = await call.then(
    () => {
      throw new Error('was accepted');
    },
    (thrown: APIGatewayServiceException) => thrown,
  );
  return [error.name, error.$metadata?.httpStatusCode, error.message];
}

/** What the service sends, without what the client adds. */
function output<T extends { $metadata: unknown }>(answer: T): Omit<T, '$metadata'> {
  const { $metadata: _, ...rest } = answer;
  return rest;
}

describe('ImportRestApi and GetRestApi', () => {
  test('the output has what the document says, and the defaults of the service', async () => {
    const created = await client.send(new ImportRestApiCommand({ body: bytes(ratingsDocument()) }));
    const expected = {
      id: expect.stringMatching(/^[a-z0-9]{10}$/),
      name: 'RatingsPredictor',
      description: 'Predicts ratings',
      version: '2026-11-22',
      createdDate: new Date(NOW),
      apiKeySource: 'HEADER' as const,
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { types: ['EDGE' as const], ipAddressType: 'ipv4' as const },
      rootResourceId: expect.stringMatching(/^[a-z0-9]{6,10}$/),
    };
    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(output(created)).toEqual(expected);
    const got = await client.send(new GetRestApiCommand({ restApiId: created.id }));
    expect(output(got)).toEqual({ ...expected, tags: {} });
  });

  test('the query chooses endpoint type and base path', async () => {
    const document = ratingsDocument({ servers: [{ url: 'https://x.example.com/v1' }] });
    const created = await client.send(
      new ImportRestApiCommand({
        body: bytes(document),
        parameters: { endpointConfigurationTypes: 'REGIONAL', basepath: 'prepend' },
      }),
    );
    expect(created.endpointConfiguration?.types).toEqual(['REGIONAL']);
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId: created.id }));
    expect(items.map(({ path }) => path)).toContain('/v1/movies');
  });

  test('tags come back when there are any; a policy comes back escaped, with full ARNs', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
    };
    const created = await client.send(
      new ImportRestApiCommand({
        body: bytes(
          ratingsDocument({
            'x-amazon-apigateway-policy': policy,
            tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'ml' }],
          }),
        ),
      }),
    );
    expect(created.tags).toEqual({ team: 'ml' });
    const statement = JSON.stringify({
      ...policy,
      Statement: [{ ...policy.Statement[0], Resource: `arn:aws:execute-api:us-east-1:000000000000:${created.id}/*` }],
    });
    expect(created.policy).toBe(statement.replaceAll('"', '\\"'));
  });

  test('a document with errors is refused with every place and remedy, and nothing is stored', async () => {
    const [name, status, message] = await refused(
      imported({
        openapi: '3.0.1',
        info: { title: 'x' },
        paths: {
          '/a': { get: { 'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'ftp://x' } } },
          '/b': { get: { 'x-amazon-apigateway-integration': { type: 'nonsense' } } },
        },
      }),
    );
    expect([name, status]).toEqual(['BadRequestException', 400]);
    const lines = message.split('\n\t');
    expect(lines[0]).toBe('Errors found during import:');
    expect(lines.length).toBe(3);
    expect(lines[1]).toMatch(/Invalid HTTP endpoint specified for URI \(paths\..*uri, line 1, column \d+\) \S/);
    expect(lines[2]).toContain('/b');
    expect(store.apis.list({ accountId: '000000000000', region: 'us-east-1' })).toEqual([]);
  });

  test.each([['no document'], ['{"a": '], ['[]'], ['{"openapi": "3.1.0"}'], ['']])(
    '%j is no OpenAPI input',
    async (text) => {
      const [name, status, message] = await refused(imported(text));
      expect([name, status]).toEqual(['BadRequestException', 400]);
      expect(message).toStartWith('Invalid OpenAPI input.');
    },
  );

  test('warnings are told, and are errors when asked to be', async () => {
    const document = ratingsDocument({ servers: [{ url: 'https://a/x' }, { url: 'https://b/x' }] });
    const told = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
    expect(told.warnings?.length).toBe(1);
    const asked = client.send(new ImportRestApiCommand({ body: bytes(document), failOnWarnings: true }));
    expect(await refused(asked)).toEqual([
      'BadRequestException',
      400,
      expect.stringContaining(`Warnings found during import:\n\t${told.warnings?.[0]}`),
    ]);
  });

  test.each([
    [{ basepath: 'middle' }, 'Invalid basepath specified: middle. Must be one of: [ignore, prepend, split]'],
    [
      { endpointConfigurationTypes: 'MOON' },
      'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
    ],
  ])('parameters %j are refused', async (parameters, message) => {
    const call = client.send(new ImportRestApiCommand({ body: bytes(ratingsDocument()), parameters }));
    expect(await refused(call)).toEqual(['BadRequestException', 400, message]);
  });
});

describe('GetRestApis, GetResources and DeleteRestApi', () => {
  test('lists are paged: 25 unless asked otherwise, no position on the last page', async () => {
    for (let i = 0; i < 27; i++) await imported(ratingsDocument({ info: { title: `api ${i}` } }));
    const first = await client.send(new GetRestApisCommand({}));
    expect([first.items?.length, first.items?.[0]?.name, first.items?.[0]?.tags]).toEqual([25, 'api 0', undefined]);
    const second = await client.send(new GetRestApisCommand({ position: first.position }));
    expect(second.items?.map(({ name }) => name)).toEqual(['api 25', 'api 26']);
    expect(second.position).toBeUndefined();
    const whole = await client.send(new GetRestApisCommand({ limit: 27 }));
    expect([whole.items?.length, whole.position]).toEqual([27, undefined]);
  });

  test('a page goes on after a deletion in between', async () => {
    for (let i = 0; i < 5; i++) await imported(ratingsDocument({ info: { title: `api ${i}` } }));
    const first = await client.send(new GetRestApisCommand({ limit: 2 }));
    await client.send(new DeleteRestApiCommand({ restApiId: first.items?.[1]?.id }));
    const second = await client.send(new GetRestApisCommand({ limit: 2, position: first.position }));
    expect(second.items?.map(({ name }) => name)).toEqual(['api 2', 'api 3']);
  });

  test('an API belongs to an account and a region', async () => {
    const restApiId = await imported();
    for (const [key, region, account] of [
      ['other', 'us-east-1', '111111111111'],
      ['test', 'eu-west-1', '000000000000'],
    ] as const) {
      const elsewhere = clientOf(key, region);
      expect((await elsewhere.send(new GetRestApisCommand({}))).items).toEqual([]);
      const message = `Invalid API identifier specified ${account}:${restApiId}`;
      expect(await refused(elsewhere.send(new GetRestApiCommand({ restApiId })))).toEqual([
        'NotFoundException',
        404,
        message,
      ]);
      expect((await refused(elsewhere.send(new DeleteRestApiCommand({ restApiId }))))[0]).toBe('NotFoundException');
      elsewhere.destroy();
    }
  });

  test('resources name their methods; with embed=methods they have them whole', async () => {
    const restApiId = await imported();
    const plain = await client.send(new GetResourcesCommand({ restApiId }));
    const byPath = new Map(plain.items?.map((item) => [item.path, item]));
    expect([...byPath.keys()].sort()).toEqual(['/', '/movies', '/predicted-ratings', '/predicted-ratings/{user_id}']);
    expect(byPath.get('/')).toEqual({ id: expect.any(String), path: '/' });
    expect(byPath.get('/predicted-ratings/{user_id}')).toEqual({
      id: expect.any(String),
      parentId: byPath.get('/predicted-ratings')?.id ?? 'none',
      pathPart: '{user_id}',
      path: '/predicted-ratings/{user_id}',
      resourceMethods: { GET: {} },
    });
    const whole = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    const resource = whole.items?.find(({ path }) => path === '/predicted-ratings/{user_id}');
    expect(resource?.resourceMethods?.['GET']).toEqual({
      httpMethod: 'GET',
      authorizationType: 'NONE',
      apiKeyRequired: false,
      operationName: 'predict',
      requestValidatorId: expect.any(String),
      requestParameters: { 'method.request.path.user_id': true, 'method.request.querystring.items': true },
      methodResponses: { '200': { statusCode: '200', responseParameters: { 'method.response.header.X-A': false } } },
      methodIntegration: {
        type: 'AWS',
        httpMethod: 'POST',
        uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
        credentials: 'arn:aws:iam::000000000000:role/apigateway',
        passthroughBehavior: 'NEVER',
        timeoutInMillis: 29000,
        cacheNamespace: resource?.id ?? 'none',
        cacheKeyParameters: [],
        requestTemplates: { 'application/json': '{"instances": []}' },
        integrationResponses: {
          '200': {
            statusCode: '200',
            responseParameters: { 'method.response.header.X-A': "'a'" },
            responseTemplates: { 'application/json': '$input.body' },
          },
          '502': { statusCode: '502', selectionPattern: '5\\d\\d' },
        },
      },
    });
  });

  test('deletion takes deployments and stages along', async () => {
    const { restApiId } = await deployed();
    const answer = await client.send(new DeleteRestApiCommand({ restApiId }));
    expect(answer.$metadata.httpStatusCode).toBe(202);
    expect(changed).toEqual([`${restApiId}/test`]);
    expect(store.stages.listDeployed()).toEqual([]);
  });
});

describe('PutRestApi', () => {
  const other = {
    openapi: '3.0.1',
    info: { title: 'Renamed' },
    paths: {
      '/movies': {
        post: { responses: {}, 'x-amazon-apigateway-integration': { type: 'mock' } },
        get: {
          responses: {},
          'x-amazon-apigateway-request-validator': 'params',
          'x-amazon-apigateway-integration': { type: 'mock', requestTemplates: { 'application/json': 'new' } },
        },
      },
      '/shows': { get: { responses: {}, 'x-amazon-apigateway-integration': { type: 'mock' } } },
    },
    'x-amazon-apigateway-request-validators': {
      params: { validateRequestParameters: true, validateRequestBody: true },
    },
    'x-amazon-apigateway-binary-media-types': ['image/png'],
  };

  async function methods(restApiId: string): Promise<string[]> {
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    return items
      .flatMap(({ path, resourceMethods }) => Object.keys(resourceMethods ?? {}).map((verb) => `${verb} ${path}`))
      .sort();
  }

  test('overwrite leaves only the document, keeps ids, and touches no deployment', async () => {
    const { restApiId, deploymentId } = await deployed();
    const before = await client.send(new GetResourcesCommand({ restApiId }));
    const snapshot = store.deployments.get(restApiId, deploymentId);
    const put = await client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(other) }));
    expect([put.$metadata.httpStatusCode, put.id, put.name, put.version]).toEqual([
      200,
      restApiId,
      'Renamed',
      undefined,
    ]);
    expect(await methods(restApiId)).toEqual(['GET /movies', 'GET /shows', 'POST /movies']);
    const after = await client.send(new GetResourcesCommand({ restApiId }));
    for (const path of ['/', '/movies']) {
      const idOf = (list: typeof after): string | undefined => list.items?.find((item) => item.path === path)?.id;
      expect(idOf(after)).toBe(idOf(before) ?? 'none');
    }
    expect(store.deployments.get(restApiId, deploymentId)).toEqual(snapshot);
    expect(changed).toEqual([]);
  });

  test('merge keeps what the document does not name, and replaces what it does', async () => {
    const restApiId = await imported(ratingsDocument({ 'x-amazon-apigateway-binary-media-types': ['image/gif'] }));
    const put = await client.send(new PutRestApiCommand({ restApiId, mode: 'merge', body: bytes(other) }));
    expect([put.name, put.version, put.binaryMediaTypes]).toEqual([
      'Renamed',
      '2026-11-22',
      ['image/gif', 'image/png'],
    ]);
    expect(await methods(restApiId)).toEqual([
      'GET /movies',
      'GET /predicted-ratings/{user_id}',
      'GET /shows',
      'POST /movies',
    ]);
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    const method = (path: string) => items.find((item) => item.path === path)?.resourceMethods?.['GET'];
    expect(method('/movies')?.methodIntegration?.requestTemplates).toEqual({ 'application/json': 'new' });
    expect(method('/movies')?.requestValidatorId).toBe(
      method('/predicted-ratings/{user_id}')?.requestValidatorId ?? 'none',
    );
    expect(store.apis.get(restApiId)?.api.requestValidators.map((v) => v.validateRequestBody)).toEqual([true]);
  });

  test('a merge that makes two variable siblings is refused, and nothing is changed', async () => {
    const restApiId = await imported();
    const before = store.apis.get(restApiId);
    const document = { ...other, paths: { '/predicted-ratings/{name}': other.paths['/shows'] } };
    const put = client.send(new PutRestApiCommand({ restApiId, mode: 'merge', body: bytes(document) }));
    expect(await refused(put)).toEqual([
      'BadRequestException',
      400,
      'A sibling ({user_id}) of this resource already has a variable path part -- only one is allowed',
    ]);
    expect(store.apis.get(restApiId)).toEqual(before);
  });

  test('an unknown API, after the document was read', async () => {
    const put = (body: unknown) =>
      refused(client.send(new PutRestApiCommand({ restApiId: 'none', body: bytes(body) })));
    expect(await put(other)).toEqual(['NotFoundException', 404, 'Invalid API identifier specified 000000000000:none']);
    expect((await put('?'))[2]).toStartWith('Invalid OpenAPI input.');
  });

  test('an unknown mode', async () => {
    const mode = 'replace' as 'merge';
    expect(await refused(client.send(new PutRestApiCommand({ restApiId: 'none', mode, body: bytes(other) })))).toEqual([
      'ValidationException',
      400,
      "1 validation error detected: Value 'replace' at 'putRestApiInput.mode' failed to satisfy constraint: Member must satisfy enum value set: [overwrite, merge]",
    ]);
  });
});

describe('deployments', () => {
  test('CreateDeployment answers with id, date and description, and makes the stage', async () => {
    const restApiId = await imported();
    const created = await client.send(
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
    expect(changed).toEqual([`${restApiId}/test`]);
    expect(output(await client.send(new GetStageCommand({ restApiId, stageName: 'test' })))).toEqual({
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
    const { restApiId, deploymentId } = await deployed();
    const before = JSON.stringify(store.deployments.get(restApiId, deploymentId));
    await client.send(
      new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(ratingsDocument({ info: { title: 'new' } })) }),
    );
    expect(JSON.stringify(store.deployments.get(restApiId, deploymentId))).toBe(before);
  });

  test('a second deployment moves the stage and leaves its settings', async () => {
    const { restApiId, deploymentId } = await deployed();
    await update(restApiId, { op: 'replace', path: '/variables/a', value: 'b' });
    const second = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
    const stage = await client.send(new GetStageCommand({ restApiId, stageName: 'test' }));
    expect([stage.deploymentId, stage.variables]).toEqual([second.id ?? 'none', { a: 'b' }]);
    expect(second.id).not.toBe(deploymentId);
  });

  test('without a stage name no stage is made', async () => {
    const restApiId = await imported();
    await client.send(new CreateDeploymentCommand({ restApiId }));
    expect((await client.send(new GetStagesCommand({ restApiId }))).item).toEqual([]);
    expect(changed).toEqual([]);
  });

  test('what the compiler calls an error is refused with place and remedy; a warning only when strict', async () => {
    const restApiId = await imported();
    const deploy = () => client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
    findings = [finding('warning', 'the template does not parse')];
    await deploy();
    findings = [finding('error', 'API keys are not served'), ...findings];
    const [name, status, message] = await refused(deploy());
    expect([name, status]).toEqual(['BadRequestException', 400]);
    expect(message).toBe(
      'The REST API cannot be deployed:\n\tAPI keys are not served (GET /movies, line 3, column 7) Repair it.',
    );
    ports = { ...ports, strict: true };
    expect((await refused(deploy()))[2]).toContain('the template does not parse');
    expect(store.deployments.list(restApiId).length).toBe(1);
  });

  test('what the stage asks for and is not served refuses the deployment too', async () => {
    const restApiId = await imported();
    const call = client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test', cacheClusterEnabled: true }));
    expect((await refused(call))[2]).toContain('caching is not served');
    expect([store.deployments.list(restApiId), store.stages.list(restApiId), changed]).toEqual([[], [], []]);
  });

  test('an API without methods, and a method without integration', async () => {
    const deploy = async (paths: unknown) => {
      const restApiId = await imported(ratingsDocument({ paths }));
      return refused(client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' })));
    };
    expect(await deploy({})).toEqual(['BadRequestException', 400, "The REST API doesn't contain any methods"]);
    expect(await deploy({ '/a': { get: { responses: {} } } })).toEqual([
      'BadRequestException',
      400,
      'No integration defined for method',
    ]);
  });

  test('a canary needs a stage that exists, and leaves its deployment', async () => {
    const { restApiId, deploymentId } = await deployed();
    const deploy = (stageName?: string) =>
      client.send(new CreateDeploymentCommand({ restApiId, stageName, canarySettings: { percentTraffic: 12.5 } }));
    const prefix = 'Invalid deployment content specified.';
    expect((await refused(deploy()))[2]).toBe(
      `${prefix}Non null and non empty stageName must be provided for canary deployment. Provided value is null`,
    );
    expect((await refused(deploy('')))[2]).toEndWith('Provided value is ');
    expect((await refused(deploy('new')))[2]).toBe(
      `${prefix}Stage new must already be created before making a canary release deployment`,
    );
    const canary = await deploy('test');
    const stage = await client.send(new GetStageCommand({ restApiId, stageName: 'test' }));
    expect([stage.deploymentId, stage.canarySettings]).toEqual([
      deploymentId,
      { deploymentId: canary.id ?? 'none', percentTraffic: 12.5, stageVariableOverrides: {}, useStageCache: false },
    ]);
  });

  test('GetDeployment, GetDeployments and DeleteDeployment', async () => {
    const { restApiId, deploymentId } = await deployed();
    const spare = await client.send(new CreateDeploymentCommand({ restApiId }));
    expect(output(await client.send(new GetDeploymentCommand({ restApiId, deploymentId })))).toEqual({
      id: deploymentId,
      createdDate: new Date(NOW),
    });
    const list = await client.send(new GetDeploymentsCommand({ restApiId }));
    expect(list.items?.map(({ id }) => id)).toEqual([deploymentId, spare.id]);
    expect(await refused(client.send(new DeleteDeploymentCommand({ restApiId, deploymentId })))).toEqual([
      'BadRequestException',
      400,
      'Active stages pointing to this deployment must be moved or deleted',
    ]);
    await client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: spare.id }));
    expect(await refused(client.send(new GetDeploymentCommand({ restApiId, deploymentId: spare.id })))).toEqual([
      'NotFoundException',
      404,
      'Invalid Deployment identifier specified',
    ]);
  });
});

function update(restApiId: string, ...patchOperations: PatchOperation[]) {
  return client.send(new UpdateStageCommand({ restApiId, stageName: 'test', patchOperations }));
}

describe('stages', () => {
  test('CreateStage', async () => {
    const { restApiId, deploymentId } = await deployed();
    const created = await client.send(
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
    expect(changed).toEqual([`${restApiId}/prod`]);
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
    const { restApiId, deploymentId } = await deployed();
    const call = client.send(new CreateStageCommand({ restApiId, stageName: 'new', deploymentId, ...over }));
    expect(await refused(call)).toEqual([name, status, message]);
    expect([store.stages.list(restApiId).length, changed]).toEqual([1, []]);
  });

  test('CreateStage names every member that is missing', async () => {
    const { restApiId } = await deployed();
    const input = { restApiId, stageName: undefined, deploymentId: undefined };
    const must = 'failed to satisfy constraint: Member must not be null';
    expect(await refused(client.send(new CreateStageCommand(input)))).toEqual([
      'ValidationException',
      400,
      `2 validation errors detected: Value null at 'createStageInput.stageName' ${must}; Value null at 'createStageInput.deploymentId' ${must}`,
    ]);
  });

  test('GetStages, by deployment too, and DeleteStage', async () => {
    const { restApiId, deploymentId } = await deployed();
    const spare = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
    const names = async (id?: string) =>
      (await client.send(new GetStagesCommand({ restApiId, deploymentId: id }))).item?.map(
        ({ stageName }) => stageName,
      );
    expect([await names(), await names(deploymentId), await names(spare.id)]).toEqual([
      ['test', 'prod'],
      ['test'],
      ['prod'],
    ]);
    changed = [];
    const gone = await client.send(new DeleteStageCommand({ restApiId, stageName: 'test' }));
    expect([gone.$metadata.httpStatusCode, await names(), changed]).toEqual([202, ['prod'], [`${restApiId}/test`]]);
    for (const call of [
      new GetStageCommand({ restApiId, stageName: 'test' }),
      new DeleteStageCommand({ restApiId, stageName: 'test' }),
    ]) {
      expect(await refused(client.send(call as GetStageCommand))).toEqual([
        'NotFoundException',
        404,
        'Invalid stage identifier specified',
      ]);
    }
  });

  test('UpdateStage: members, variables, settings; the stage can be rolled back to an older deployment', async () => {
    const { restApiId, deploymentId } = await deployed();
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
    changed = [];
    const updated = await update(
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
    expect(Object.entries(store.stages.get(restApiId, 'test')?.variables ?? {})).toEqual([
      ['a', '1'],
      ['__proto__', '2'],
    ]);
    expect(changed).toEqual([`${restApiId}/test`]);
    const without = await update(restApiId, { op: 'remove', path: '/accessLogSettings' });
    expect(without.accessLogSettings).toBeUndefined();
  });

  test('UpdateStage: a method setting fills in defaults; a later key starts from those of all methods', async () => {
    const { restApiId } = await deployed();
    const all = await update(
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
    const one = await update(
      restApiId,
      { op: 'replace', path: '/~1predicted-ratings~1{user_id}/GET/metrics/enabled', value: 'true' },
      { op: 'replace', path: '/*/*/logging/loglevel', value: 'OFF' },
    );
    expect(one.methodSettings as unknown).toEqual({
      '*/*': { ...defaults, loggingLevel: 'OFF' },
      'predicted-ratings/{user_id}/GET': { ...defaults, metricsEnabled: true },
    });
    const removed = await update(restApiId, { op: 'remove', path: '/~1predicted-ratings~1{user_id}/GET' });
    expect(Object.keys(removed.methodSettings ?? {})).toEqual(['*/*']);
  });

  test('UpdateStage: a canary is made, promoted and removed', async () => {
    const { restApiId, deploymentId } = await deployed();
    const next = await client.send(new CreateDeploymentCommand({ restApiId }));
    const first = await update(restApiId, { op: 'replace', path: '/canarySettings/percentTraffic', value: '10.5' });
    expect(first.canarySettings).toEqual({
      deploymentId,
      percentTraffic: 10.5,
      stageVariableOverrides: {},
      useStageCache: false,
    });
    const promoted = await update(
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
    const removed = await update(restApiId, { op: 'remove', path: '/canarySettings' });
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
    const { restApiId } = await deployed();
    const before = store.stages.get(restApiId, 'test');
    const [gotName, status, gotMessage] = await refused(
      update(restApiId, { op: 'replace', path: '/description', value: 'd' }, operation),
    );
    expect([gotName, status]).toEqual([name, 400]);
    expect(gotMessage).toStartWith(message);
    expect(store.stages.get(restApiId, 'test')).toEqual(before);
    expect(changed).toEqual([]);
  });
});

describe('what does not exist', () => {
  const restApiId = 'none';
  const api = 'Invalid API identifier specified 000000000000:none';
  test.each([
    ['GetRestApi', () => client.send(new GetRestApiCommand({ restApiId }))],
    ['DeleteRestApi', () => client.send(new DeleteRestApiCommand({ restApiId }))],
    ['GetResources', () => client.send(new GetResourcesCommand({ restApiId }))],
    ['CreateDeployment', () => client.send(new CreateDeploymentCommand({ restApiId }))],
    ['GetDeployment', () => client.send(new GetDeploymentCommand({ restApiId, deploymentId: 'x' }))],
    ['GetDeployments', () => client.send(new GetDeploymentsCommand({ restApiId }))],
    ['GetStages', () => client.send(new GetStagesCommand({ restApiId }))],
    ['a wrong case', async () => client.send(new GetRestApiCommand({ restApiId: 'None' }))],
  ])('%s on an unknown API', async (_, call) => {
    await imported();
    const [name, status, message] = await refused(call());
    expect([name, status, message.toLowerCase()]).toEqual(['NotFoundException', 404, api.toLowerCase()]);
  });

  test('an operation that is not served', async () => {
    expect(await refused(client.send(new CreateRestApiCommand({ name: 'x' })))).toEqual([
      'AccessDeniedException',
      403,
      'Unable to determine service/operation name to be authorized',
    ]);
  });

  test.each([['{'], ['[]'], ['{"stageName": 3}'], ['{"variables": []}']])('the body %s is refused', async (body) => {
    const restApiId = await imported();
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
      ports,
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
  ports = {
    ...ports,
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
    ports,
  );
  expect([reply.status, new TextDecoder().decode(reply.body)]).toEqual([500, '{"message":"Internal failure"}']);
  expect(String(reply.failure)).toBe('Error: secret path');
});
