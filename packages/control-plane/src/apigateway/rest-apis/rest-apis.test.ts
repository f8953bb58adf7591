import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../../testing/local-api-gateway.ts';
import { bytes, NOW, output, startLocalApiGateway } from '../../testing/local-api-gateway.ts';
import { ratingsDocument } from '../../testing/ratings-api.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

describe('ImportRestApi and GetRestApi', () => {
  test('the output has what the document says, and the defaults of the service', async () => {
    const created = await local.client.send(new ImportRestApiCommand({ body: bytes(ratingsDocument()) }));
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
    const got = await local.client.send(new GetRestApiCommand({ restApiId: created.id }));
    expect(output(got)).toEqual({ ...expected, tags: {} });
  });

  test('the query chooses endpoint type and base path', async () => {
    const document = ratingsDocument({ servers: [{ url: 'https://x.example.com/v1' }] });
    const created = await local.client.send(
      new ImportRestApiCommand({
        body: bytes(document),
        parameters: { endpointConfigurationTypes: 'REGIONAL', basepath: 'prepend' },
      }),
    );
    expect(created.endpointConfiguration?.types).toEqual(['REGIONAL']);
    const { items = [] } = await local.client.send(new GetResourcesCommand({ restApiId: created.id }));
    expect(items.map(({ path }) => path)).toContain('/v1/movies');
  });

  test('tags come back when there are any; a policy comes back escaped, with full ARNs', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
    };
    const created = await local.client.send(
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
      local.imported({
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
    expect(local.ports.store.apis.list({ accountId: '000000000000', region: 'us-east-1' })).toEqual([]);
  });

  test.each([['no document'], ['{"a": '], ['[]'], ['{"openapi": "3.1.0"}'], ['']])(
    '%j is no OpenAPI input',
    async (text) => {
      const [name, status, message] = await refused(local.imported(text));
      expect([name, status]).toEqual(['BadRequestException', 400]);
      expect(message).toStartWith('Invalid OpenAPI input.');
    },
  );

  test('warnings are told, and are errors when asked to be', async () => {
    const document = ratingsDocument({ servers: [{ url: 'https://a/x' }, { url: 'https://b/x' }] });
    const told = await local.client.send(new ImportRestApiCommand({ body: bytes(document) }));
    expect(told.warnings?.length).toBe(1);
    const asked = local.client.send(new ImportRestApiCommand({ body: bytes(document), failOnWarnings: true }));
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
    const call = local.client.send(new ImportRestApiCommand({ body: bytes(ratingsDocument()), parameters }));
    expect(await refused(call)).toEqual(['BadRequestException', 400, message]);
  });
});

describe('GetRestApis, GetResources and DeleteRestApi', () => {
  test('lists are paged: 25 unless asked otherwise, no position on the last page', async () => {
    for (let i = 0; i < 27; i++) await local.imported(ratingsDocument({ info: { title: `api ${i}` } }));
    const first = await local.client.send(new GetRestApisCommand({}));
    expect([first.items?.length, first.items?.[0]?.name, first.items?.[0]?.tags]).toEqual([25, 'api 0', undefined]);
    const second = await local.client.send(new GetRestApisCommand({ position: first.position }));
    expect(second.items?.map(({ name }) => name)).toEqual(['api 25', 'api 26']);
    expect(second.position).toBeUndefined();
    const whole = await local.client.send(new GetRestApisCommand({ limit: 27 }));
    expect([whole.items?.length, whole.position]).toEqual([27, undefined]);
  });

  test('a page goes on after a deletion in between', async () => {
    for (let i = 0; i < 5; i++) await local.imported(ratingsDocument({ info: { title: `api ${i}` } }));
    const first = await local.client.send(new GetRestApisCommand({ limit: 2 }));
    await local.client.send(new DeleteRestApiCommand({ restApiId: first.items?.[1]?.id }));
    const second = await local.client.send(new GetRestApisCommand({ limit: 2, position: first.position }));
    expect(second.items?.map(({ name }) => name)).toEqual(['api 2', 'api 3']);
  });

  test('an API belongs to an account and a region', async () => {
    const restApiId = await local.imported();
    for (const [key, region, account] of [
      ['other', 'us-east-1', '111111111111'],
      ['test', 'eu-west-1', '000000000000'],
    ] as const) {
      const elsewhere = local.clientOf(key, region);
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
    const restApiId = await local.imported();
    const plain = await local.client.send(new GetResourcesCommand({ restApiId }));
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
    const whole = await local.client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
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
    const { restApiId } = await local.deployed();
    const answer = await local.client.send(new DeleteRestApiCommand({ restApiId }));
    expect(answer.$metadata.httpStatusCode).toBe(202);
    expect(local.changed).toEqual([`${restApiId}/test`]);
    expect(local.ports.store.stages.listDeployed()).toEqual([]);
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
    const { items = [] } = await local.client.send(new GetResourcesCommand({ restApiId }));
    return items
      .flatMap(({ path, resourceMethods }) => Object.keys(resourceMethods ?? {}).map((verb) => `${verb} ${path}`))
      .sort();
  }

  test('overwrite leaves only the document, keeps ids, and touches no deployment', async () => {
    const { restApiId, deploymentId } = await local.deployed();
    const before = await local.client.send(new GetResourcesCommand({ restApiId }));
    const snapshot = local.ports.store.deployments.get(restApiId, deploymentId);
    const put = await local.client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(other) }));
    expect([put.$metadata.httpStatusCode, put.id, put.name, put.version]).toEqual([
      200,
      restApiId,
      'Renamed',
      undefined,
    ]);
    expect(await methods(restApiId)).toEqual(['GET /movies', 'GET /shows', 'POST /movies']);
    const after = await local.client.send(new GetResourcesCommand({ restApiId }));
    for (const path of ['/', '/movies']) {
      const idOf = (list: typeof after): string | undefined => list.items?.find((item) => item.path === path)?.id;
      expect(idOf(after)).toBe(idOf(before) ?? 'none');
    }
    expect(local.ports.store.deployments.get(restApiId, deploymentId)).toEqual(snapshot);
    expect(local.changed).toEqual([]);
  });

  test('merge keeps what the document does not name, and replaces what it does', async () => {
    const restApiId = await local.imported(
      ratingsDocument({ 'x-amazon-apigateway-binary-media-types': ['image/gif'] }),
    );
    const put = await local.client.send(new PutRestApiCommand({ restApiId, mode: 'merge', body: bytes(other) }));
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
    const { items = [] } = await local.client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    const method = (path: string) => items.find((item) => item.path === path)?.resourceMethods?.['GET'];
    expect(method('/movies')?.methodIntegration?.requestTemplates).toEqual({ 'application/json': 'new' });
    expect(method('/movies')?.requestValidatorId).toBe(
      method('/predicted-ratings/{user_id}')?.requestValidatorId ?? 'none',
    );
    expect(local.ports.store.apis.get(restApiId)?.api.requestValidators.map((v) => v.validateRequestBody)).toEqual([
      true,
    ]);
  });

  test('a merge that makes two variable siblings is refused, and nothing is changed', async () => {
    const restApiId = await local.imported();
    const before = local.ports.store.apis.get(restApiId);
    const document = { ...other, paths: { '/predicted-ratings/{name}': other.paths['/shows'] } };
    const put = local.client.send(new PutRestApiCommand({ restApiId, mode: 'merge', body: bytes(document) }));
    expect(await refused(put)).toEqual([
      'BadRequestException',
      400,
      'A sibling ({user_id}) of this resource already has a variable path part -- only one is allowed',
    ]);
    expect(local.ports.store.apis.get(restApiId)).toEqual(before);
  });

  test('an unknown API, after the document was read', async () => {
    const put = (body: unknown) =>
      refused(local.client.send(new PutRestApiCommand({ restApiId: 'none', body: bytes(body) })));
    expect(await put(other)).toEqual(['NotFoundException', 404, 'Invalid API identifier specified 000000000000:none']);
    expect((await put('?'))[2]).toStartWith('Invalid OpenAPI input.');
  });

  test('an unknown mode', async () => {
    const mode = 'replace' as 'merge';
    expect(
      await refused(local.client.send(new PutRestApiCommand({ restApiId: 'none', mode, body: bytes(other) }))),
    ).toEqual([
      'ValidationException',
      400,
      "1 validation error detected: Value 'replace' at 'putRestApiInput.mode' failed to satisfy constraint: Member must satisfy enum value set: [overwrite, merge]",
    ]);
  });
});
