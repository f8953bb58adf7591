import { expect, test } from 'bun:test';
import { Annotations, Duration } from 'aws-cdk-lib';
import { AuthorizationType, JsonSchemaType } from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { methodsOf, propertiesOf, resourcesOf, synthesize, type Template } from '../test/synthesize.ts';
import type { ApiGatewayToSageMakerEndpointProps } from './props.ts';

type Props = Partial<ApiGatewayToSageMakerEndpointProps>;

const SCHEMA = { type: JsonSchemaType.OBJECT, required: ['instances'] };
const ALL_METHODS = { HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'INFO', DataTraceEnabled: false };

function method(template: Template, name = 'GET'): Readonly<Record<string, unknown>> {
  return methodsOf(template).get(name) ?? {};
}

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'])('method may be %s', (name) => {
  const properties = method(synthesize({ method: name }).template, name);
  expect(properties).toMatchObject({ HttpMethod: name, Integration: { IntegrationHttpMethod: 'POST' } });
});

test.each<[string, Props, RegExp]>([
  ['another method', { method: 'FETCH' }, /method is 'FETCH'/],
  ['a method in lower case', { method: 'post' }, /method is 'post': it must be one of GET, POST/],
  [
    'a parameter of another place',
    { requestParameters: { 'method.request.cookie.a': true } },
    /'method\.request\.cookie\.a' is no request parameter/,
  ],
  [
    'a query parameter with a blank',
    { requiredQueryParameters: ['a b'] },
    /'method\.request\.querystring\.a b' is no request parameter/,
  ],
  ['a cache key without its place', { cache: { keyParameters: ['items'] } }, /'items' is no request parameter/],
  [
    'two answers to what becomes of the response',
    { responseMappingTemplate: 'x', integrationResponses: [{ statusCode: '200' }] },
    /exclude each other/,
  ],
  ['an API key without a usage plan', { apiKeyRequired: true, createUsagePlan: false }, /createUsagePlan/],
  ['a cached POST', { method: 'POST', cache: {} }, /cache is for GET and HEAD/],
  ['a cache of more than an hour', { cache: { ttl: Duration.minutes(61) } }, /3660 seconds: at most 3600/],
  [
    'a cache without its cluster',
    { cache: {}, apiGatewayProps: { deployOptions: { cacheClusterEnabled: false } } },
    /cacheClusterEnabled/,
  ],
  ['several origins', { cors: { allowOrigins: ['https://a.example', 'https://b.example'] } }, /2 origins/],
  [
    'preflight from two props',
    { cors: { allowOrigins: ['*'] }, apiGatewayProps: { defaultCorsPreflightOptions: { allowOrigins: ['*'] } } },
    /defaultCorsPreflightOptions/,
  ],
])('%s throws', (_what, props, message) => {
  expect(() => synthesize(props)).toThrow(message);
});

test('required and optional parameters are declared, and the validator has something to check', () => {
  const { template } = synthesize({
    requiredQueryParameters: ['items'],
    requestParameters: { 'method.request.header.X-Trace': false, 'method.request.path.user_id': true },
  });
  expect(method(template)).toMatchObject({
    RequestParameters: {
      'method.request.querystring.items': true,
      'method.request.header.X-Trace': false,
      'method.request.path.user_id': true,
    },
    RequestValidatorId: { Ref: 'ApiRestApirequestvalidator7017CE8D' },
  });
});

test('without them the method declares nothing', () => {
  expect(method(synthesize().template)['RequestParameters']).toBeUndefined();
});

test('requestModels make models and a validator of bodies, instead of the one of parameters', () => {
  const { template } = synthesize({
    method: 'POST',
    requestModels: { 'application/json': SCHEMA, 'text/json': SCHEMA },
  });
  const models = [...resourcesOf(template, 'ApiGateway::Model')];
  expect(models.map(([, { Properties }]) => Properties)).toMatchObject([
    { ContentType: 'application/json', Schema: { type: 'object', required: ['instances'] } },
    { ContentType: 'text/json' },
  ]);
  expect(method(template, 'POST')['RequestModels']).toEqual({
    'application/json': { Ref: models[0]?.[0] },
    'text/json': { Ref: models[1]?.[0] },
  });
  expect(propertiesOf(template, 'ApiGateway::RequestValidator')).toMatchObject({
    Name: 'request-body-validator',
    ValidateRequestParameters: true,
    ValidateRequestBody: true,
  });
});

test('integrationResponses replace the defaults, and the method answers what they need', () => {
  const { template } = synthesize({
    integrationResponses: [
      { statusCode: '200', responseParameters: { 'method.response.header.X-Model': "'a'" } },
      { statusCode: '503', selectionPattern: '5\\d{2}' },
    ],
  });
  expect(method(template)).toMatchObject({
    Integration: {
      IntegrationResponses: [
        { StatusCode: '200', ResponseParameters: { 'method.response.header.X-Model': "'a'" } },
        { StatusCode: '503', SelectionPattern: '5\\d{2}' },
      ],
    },
    MethodResponses: [
      { StatusCode: '200', ResponseParameters: { 'method.response.header.X-Model': true } },
      { StatusCode: '500' },
      { StatusCode: '400' },
      { StatusCode: '503' },
    ],
  });
});

test('methodResponses keep what they say, and get what the integration responses need', () => {
  const { template } = synthesize({
    methodResponses: [{ statusCode: '200', responseParameters: { 'method.response.header.X-Model': false } }],
    integrationResponses: [
      { statusCode: '200', responseParameters: { 'method.response.header.X-Model': "'a'" } },
      { statusCode: '400', selectionPattern: '4\\d{2}' },
    ],
  });
  expect(method(template)['MethodResponses']).toEqual([
    { StatusCode: '200', ResponseParameters: { 'method.response.header.X-Model': false } },
    { StatusCode: '400' },
  ]);
});

test('throttle is a setting of the method on the stage, which keeps those for all methods', () => {
  const { template } = synthesize({ resourceName: 'r', throttle: { rateLimit: 5, burstLimit: 2 } });
  expect(propertiesOf(template, 'ApiGateway::Stage')['MethodSettings']).toEqual([
    ALL_METHODS,
    {
      ...ALL_METHODS,
      HttpMethod: 'GET',
      ResourcePath: '/~1r~1{user_id}',
      ThrottlingRateLimit: 5,
      ThrottlingBurstLimit: 2,
    },
  ]);
});

test('throttle joins an entry that the caller made for the method', () => {
  const { template } = synthesize({
    throttle: { burstLimit: 2 },
    apiGatewayProps: { deployOptions: { methodOptions: { '/{user_id}/GET': { metricsEnabled: true } } } },
  });
  expect(propertiesOf(template, 'ApiGateway::Stage')['MethodSettings']).toEqual([
    ALL_METHODS,
    {
      HttpMethod: 'GET',
      ResourcePath: '/~1{user_id}',
      MetricsEnabled: true,
      DataTraceEnabled: false,
      ThrottlingBurstLimit: 2,
    },
  ]);
});

test('cache switches the cluster on, and path and declared parameters are its key', () => {
  const { template, warnings } = synthesize({
    requestMappingTemplate: '$input.params("user_id") $input.params(\'items\')',
    requiredQueryParameters: ['items'],
    cache: { ttl: Duration.minutes(10) },
  });
  expect(propertiesOf(template, 'ApiGateway::Stage')).toMatchObject({
    CacheClusterEnabled: true,
    CacheClusterSize: '0.5',
    MethodSettings: [
      ALL_METHODS,
      {
        HttpMethod: 'GET',
        ResourcePath: '/~1{user_id}',
        CachingEnabled: true,
        CacheTtlInSeconds: 600,
        CacheDataEncrypted: true,
        LoggingLevel: 'INFO',
      },
    ],
  });
  expect(method(template)).toMatchObject({
    RequestParameters: { 'method.request.querystring.items': true, 'method.request.path.user_id': true },
    Integration: { CacheKeyParameters: ['method.request.querystring.items', 'method.request.path.user_id'] },
  });
  expect(warnings).toEqual([]);
});

test('the defaults of cache are those of the service, encrypted', () => {
  const [, setting] = propertiesOf(synthesize({ cache: {} }).template, 'ApiGateway::Stage')[
    'MethodSettings'
  ] as object[];
  expect(setting).toEqual({
    ...ALL_METHODS,
    HttpMethod: 'GET',
    ResourcePath: '/~1{user_id}',
    CachingEnabled: true,
    CacheDataEncrypted: true,
  });
});

test('cache options: key, encryption, and the size that the stage was given', () => {
  const { template } = synthesize({
    cache: { encrypted: false, keyParameters: ['method.request.querystring.items'] },
    apiGatewayProps: { deployOptions: { cacheClusterSize: '1.6' } },
  });
  expect(propertiesOf(template, 'ApiGateway::Stage')).toMatchObject({
    CacheClusterSize: '1.6',
    MethodSettings: [ALL_METHODS, { CacheDataEncrypted: false }],
  });
  expect(method(template)).toMatchObject({
    RequestParameters: { 'method.request.querystring.items': false },
    Integration: { CacheKeyParameters: ['method.request.querystring.items'] },
  });
});

test('a parameter that the template reads and the cache key has not is a warning with its place', () => {
  const requestMappingTemplate = '{\n  "in0": "$input.params(\'items\')$!{input.params("items")}" }';
  const { warnings } = synthesize({ requestMappingTemplate, cache: {} });
  expect(warnings.filter((warning) => warning.includes('parameter-not-in-cache-key'))).toEqual([
    expect.stringMatching(
      /^requestMappingTemplate:2:11: parameter-not-in-cache-key: .*'items'.*\n {2}2 \| .*\n {4}\| {11}\^ \[ack: @portico\/cdk:parameter-not-in-cache-key\]$/,
    ),
  ]);
});

test('the warning can be acknowledged', () => {
  const { warnings } = synthesize(
    { requestMappingTemplate: '$input.params("items")', cache: {} },
    { extend: (api) => Annotations.of(api).acknowledgeWarning('@portico/cdk:parameter-not-in-cache-key') },
  );
  expect(warnings).toEqual([]);
});

test('without cache there is no warning', () => {
  expect(synthesize({ requestMappingTemplate: '$input.params("items")' }).warnings).toEqual([]);
});

test('apiKeyRequired makes one key of the usage plan, however many methods require it', () => {
  const { api, template } = synthesize(
    { apiKeyRequired: true },
    { extend: (api) => api.addMethod({ method: 'POST', requestMappingTemplate: 'x', apiKeyRequired: true }) },
  );
  expect([...methodsOf(template).values()].map((each) => each['ApiKeyRequired'])).toEqual([true, true]);
  expect(propertiesOf(template, 'ApiGateway::UsagePlanKey')).toMatchObject({
    KeyId: { Ref: 'ApiRestApiApiKey9EAA04CC' },
    UsagePlanId: { Ref: 'ApiRestApiUsagePlan2A40902F' },
  });
  expect(api.apiGatewayApiKey?.node.path).toBe('Stack/Api/RestApi/ApiKey');
});

test('cors answers preflights and marks answers and errors', () => {
  const { template } = synthesize({
    cors: { allowOrigins: ['https://app.example'], allowCredentials: true, exposeHeaders: ['X-Model'] },
  });
  const headers = {
    'Access-Control-Allow-Origin': "'https://app.example'",
    Vary: "'Origin'",
    'Access-Control-Allow-Credentials': "'true'",
    'Access-Control-Expose-Headers': "'X-Model'",
  };
  expect(method(template, 'OPTIONS')).toMatchObject({
    AuthorizationType: 'NONE',
    Integration: { Type: 'MOCK', IntegrationResponses: [{ ResponseParameters: prefixed('method.response', headers) }] },
  });
  const { Integration, MethodResponses } = method(template);
  const { IntegrationResponses } = Integration as Record<string, object[]>;
  expect(IntegrationResponses).toHaveLength(3);
  for (const response of IntegrationResponses ?? []) {
    expect(response).toMatchObject({ ResponseParameters: prefixed('method.response', headers) });
  }
  for (const response of MethodResponses as object[]) {
    expect(response).toMatchObject({
      ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': true },
    });
  }
  expect(
    [...resourcesOf(template, 'ApiGateway::GatewayResponse').values()].map(({ Properties }) => Properties),
  ).toMatchObject([
    { ResponseType: 'DEFAULT_4XX', ResponseParameters: prefixed('gatewayresponse', headers) },
    { ResponseType: 'DEFAULT_5XX', ResponseParameters: prefixed('gatewayresponse', headers) },
  ]);
});

test('cors for every origin does not vary', () => {
  const { template } = synthesize({ cors: { allowOrigins: ['*'] } });
  expect(method(template)['Integration']).toMatchObject({
    IntegrationResponses: Array(3).fill({
      ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
    }),
  });
  expect(JSON.stringify(template)).not.toContain('Vary');
});

test('addMethod shares resource, role, validator and preflight', () => {
  const { template } = synthesize(
    { cors: { allowOrigins: ['*'] } },
    { extend: (api) => api.addMethod({ method: 'POST', requestMappingTemplate: '$input.body' }) },
  );
  expect([...methodsOf(template).keys()]).toEqual(['OPTIONS', 'GET', 'POST']);
  expect(resourcesOf(template, 'ApiGateway::Resource').size).toBe(1);
  expect(resourcesOf(template, 'ApiGateway::RequestValidator').size).toBe(1);
  expect(resourcesOf(template, 'IAM::Role').size).toBe(2);
  const { Credentials } = method(template, 'POST')['Integration'] as { Credentials: unknown };
  expect(method(template)['Integration']).toMatchObject({ Credentials });
});

test.each<[string, Props, { resourceName?: string; resourcePath?: string }, readonly string[], string]>([
  ['left out: the path of the construct', { resourceName: 'r' }, {}, ['r', '{user_id}'], '/r/{user_id}'],
  ['resourcePath alone: under the root', { resourceName: 'r' }, { resourcePath: 'b' }, ['r', '{user_id}', 'b'], '/b'],
  ['resourceName alone: the path under it', {}, { resourceName: 'r' }, ['{user_id}', 'r', '{user_id}'], '/r/{user_id}'],
  [
    'a resource that exists',
    { resourceName: 'r' },
    { resourceName: 'r', resourcePath: 'b' },
    ['r', '{user_id}', 'b'],
    '/r/b',
  ],
])('where addMethod adds: %s', (_what, props, place, parts, path) => {
  let added: string | undefined;
  const { template } = synthesize(props, {
    extend: (api) => {
      added = api.addMethod({ ...place, method: 'POST', requestMappingTemplate: 'x' }).resource.path;
    },
  });
  expect(added).toBe(path);
  expect(
    [...resourcesOf(template, 'ApiGateway::Resource').values()].map((each) => each.Properties?.['PathPart']),
  ).toEqual([...parts]);
});

test('addMethod may invoke another endpoint, which the created role is then allowed to', () => {
  const { template } = synthesize(
    {},
    { extend: (api) => api.addMethod({ method: 'POST', endpointName: 'second', requestMappingTemplate: 'x' }) },
  );
  expect(JSON.stringify(method(template, 'POST')['Integration'])).toContain('endpoints/second/invocations');
  expect(JSON.stringify(propertiesOf(template, 'IAM::Policy'))).toMatch(/endpoint\/my-endpoint.*endpoint\/second/);
});

test('addMethod adds nothing to a role of the caller', () => {
  const { template } = synthesize(
    (stack) => ({
      apiGatewayExecutionRole: new iam.Role(stack, 'Own', {
        assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      }),
    }),
    { extend: (api) => api.addMethod({ method: 'POST', endpointName: 'second', requestMappingTemplate: 'x' }) },
  );
  expect(resourcesOf(template, 'IAM::Policy').size).toBe(0);
});

test('addMethod keeps the options of methods apart', () => {
  const { template } = synthesize(
    { throttle: { rateLimit: 1 } },
    {
      extend: (api) =>
        api.addMethod({
          method: 'POST',
          requestMappingTemplate: 'x',
          requestModels: { 'application/json': SCHEMA },
          throttle: { rateLimit: 2 },
        }),
    },
  );
  expect(propertiesOf(template, 'ApiGateway::Stage')['MethodSettings']).toMatchObject([
    ALL_METHODS,
    { HttpMethod: 'GET', ThrottlingRateLimit: 1 },
    { HttpMethod: 'POST', ThrottlingRateLimit: 2 },
  ]);
  expect(resourcesOf(template, 'ApiGateway::RequestValidator').size).toBe(2);
  expect(method(template)['RequestModels']).toBeUndefined();
  expect(method(template)['RequestValidatorId']).not.toEqual(method(template, 'POST')['RequestValidatorId']);
});

test('a method added twice throws', () => {
  expect(() => synthesize({}, { extend: (api) => api.addMethod({ requestMappingTemplate: 'x' }) })).toThrow(/GET/);
});

test('addMethod follows defaultMethodOptions', () => {
  const { template } = synthesize(
    { apiGatewayProps: { defaultMethodOptions: { authorizationType: AuthorizationType.NONE } } },
    { extend: (api) => api.addMethod({ method: 'POST', requestMappingTemplate: 'x' }) },
  );
  expect(method(template, 'POST')['AuthorizationType']).toBe('NONE');
});

function prefixed(prefix: string, headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}.header.${name}`, value]));
}
