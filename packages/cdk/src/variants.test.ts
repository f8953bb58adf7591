import { expect, test } from 'bun:test';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { MINIMAL, propertiesOf, resource, resourcesOf, type Synthesized, synthesize } from '../test/synthesize.ts';
import type { ApiGatewayToSageMakerEndpointProps } from './props.ts';

type Props = Partial<ApiGatewayToSageMakerEndpointProps>;

const minimal: Synthesized = synthesize();
const API = { Ref: 'ApiRestApiE35FEAFE' };
const API_GATEWAY_MAY_ASSUME = {
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' } }],
  Version: '2012-10-17',
};

test.each(['', 'Not a name!'])('endpointName %j is not looked at', (endpointName) => {
  expect(JSON.stringify(synthesize({ endpointName }).template)).toContain(`endpoint/${endpointName}"`);
});

test('another spelling of application/json is a content type of its own', () => {
  const { template } = synthesize({ additionalRequestTemplates: { 'Application/JSON': 'x', 'text/csv': 'y' } });
  expect(propertiesOf(template, 'ApiGateway::Method')['Integration']).toMatchObject({
    RequestTemplates: {
      'application/json': MINIMAL.requestMappingTemplate,
      'Application/JSON': 'x',
      'text/csv': 'y',
    },
  });
});

test('resourceName puts a resource between the root and the path', () => {
  const { template } = synthesize({ resourceName: 'r' });
  const [first, second] = [...resourcesOf(template, 'ApiGateway::Resource')];
  expect(first?.[1].Properties).toMatchObject({ PathPart: 'r', ParentId: { 'Fn::GetAtt': expect.anything() } });
  expect(second?.[1].Properties).toMatchObject({ PathPart: '{user_id}', ParentId: { Ref: first?.[0] } });
  const [deployment] = resourcesOf(template, 'ApiGateway::Deployment').values();
  expect(deployment?.DependsOn).toEqual(expect.arrayContaining([first?.[0], second?.[0]]));
});

test.each(['users', '{proxy+}'])('resourcePath may be %s', (resourcePath) => {
  const { template } = synthesize({ resourcePath });
  expect(propertiesOf(template, 'ApiGateway::Resource')['PathPart']).toBe(resourcePath);
});

test.each(['$input.body', ''])(
  'responseMappingTemplate %j stands on the 200 response only',
  (responseMappingTemplate) => {
    const { template } = synthesize({ responseMappingTemplate });
    expect(propertiesOf(template, 'ApiGateway::Method')['Integration']).toMatchObject({
      IntegrationResponses: [
        { StatusCode: '200', ResponseTemplates: { 'application/json': responseMappingTemplate } },
        { StatusCode: '500', SelectionPattern: '5\\d{2}' },
        { StatusCode: '400', SelectionPattern: '4\\d{2}' },
      ],
    });
  },
);

test('a role of the caller is used as it is', () => {
  const { api, template } = synthesize((stack) => ({
    apiGatewayExecutionRole: new iam.Role(stack, 'Own', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    }),
  }));
  expect(api.apiGatewayRole.node.path).toBe('Stack/Own');
  expect(resourcesOf(template, 'IAM::Policy').size).toBe(0);
  expect(resource(template, 'Own30425842')).toEqual({
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: API_GATEWAY_MAY_ASSUME },
  });
  expect(propertiesOf(template, 'ApiGateway::Method')['Integration']).toMatchObject({
    Credentials: { 'Fn::GetAtt': ['Own30425842', 'Arn'] },
  });
  expect(template.Resources['ApiapigatewayroleF7C7AA61']).toBeUndefined();
});

test('createUsagePlan: false leaves the plan out', () => {
  const { api, template } = synthesize({ createUsagePlan: false });
  expect(resourcesOf(template, 'ApiGateway::UsagePlan').size).toBe(0);
  expect(api.apiGatewayUsagePlan).toBeUndefined();
});

test('createUsagePlan and apiKeyRequired make a key of the plan', () => {
  const { api, template } = synthesize({
    createUsagePlan: true,
    apiGatewayProps: { defaultMethodOptions: { apiKeyRequired: true } },
  });
  expect(propertiesOf(template, 'ApiGateway::Method')['ApiKeyRequired']).toBe(true);
  expect(propertiesOf(template, 'ApiGateway::ApiKey')).toEqual({
    Enabled: true,
    StageKeys: [{ RestApiId: API, StageName: { Ref: 'ApiRestApiDeploymentStageprodE828476C' } }],
  });
  expect(propertiesOf(template, 'ApiGateway::UsagePlanKey')).toEqual({
    KeyId: { Ref: 'ApiRestApiApiKey9EAA04CC' },
    KeyType: 'API_KEY',
    UsagePlanId: { Ref: 'ApiRestApiUsagePlan2A40902F' },
  });
  expect(api.apiGatewayApiKey?.node.path).toBe('Stack/Api/RestApi/ApiKey');
});

test('cloudWatchRole: false leaves out the logging role, the account and the suppression', () => {
  const { api, template } = synthesize({ apiGatewayProps: { cloudWatchRole: false } });
  expect(api.apiGatewayCloudWatchRole).toBeUndefined();
  expect(resourcesOf(template, 'ApiGateway::Account').size).toBe(0);
  expect(resourcesOf(template, 'IAM::Role').size).toBe(1);
  const [deployment] = resourcesOf(template, 'ApiGateway::Deployment').values();
  expect(deployment?.Metadata).toEqual({ 'aws:cdk:do-not-refactor': true });
});

test('cloudWatchRole: true keeps them, without the role of the CDK', () => {
  expect(synthesize({ apiGatewayProps: { cloudWatchRole: true } }).template).toEqual(minimal.template);
});

test.each<[string, Props['apiGatewayProps'], string, object]>([
  [
    'authorizationType',
    { defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.NONE } },
    'Method',
    { AuthorizationType: 'NONE' },
  ],
  [
    'endpointConfiguration.types',
    { endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] } },
    'RestApi',
    { EndpointConfiguration: { Types: ['REGIONAL'] } },
  ],
  ['restApiName', { restApiName: 'tv', description: 'd' }, 'RestApi', { Name: 'tv', Description: 'd' }],
  [
    'deployOptions, the rest of which stays',
    { deployOptions: { stageName: 'v1', throttlingRateLimit: 5, cachingEnabled: true, cacheTtl: Duration.minutes(1) } },
    'Stage',
    {
      StageName: 'v1',
      TracingEnabled: true,
      CacheClusterEnabled: true,
      AccessLogSetting: { Format: expect.stringContaining('requestId') },
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          LoggingLevel: 'INFO',
          DataTraceEnabled: false,
          ThrottlingRateLimit: 5,
          CachingEnabled: true,
          CacheTtlInSeconds: 60,
        },
      ],
    },
  ],
  [
    'deployOptions.methodOptions, beside the entry for all methods',
    { deployOptions: { methodOptions: { '/*/*': { throttlingRateLimit: 1 } } } },
    'Stage',
    {
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'INFO', DataTraceEnabled: false },
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1, DataTraceEnabled: false },
      ],
    },
  ],
  ['deployOptions.tracingEnabled', { deployOptions: { tracingEnabled: false } }, 'Stage', { TracingEnabled: false }],
  [
    'accessLogFormat, whole',
    { deployOptions: { accessLogFormat: apigateway.AccessLogFormat.custom('$context.requestId') } },
    'Stage',
    { AccessLogSetting: { Format: '$context.requestId' } },
  ],
])('apiGatewayProps merges %s', (_what, apiGatewayProps = {}, type, properties) => {
  const { template } = synthesize({ apiGatewayProps });
  expect(propertiesOf(template, `ApiGateway::${type}`)).toMatchObject(properties);
});

test('the name of the stage is part of its construct id', () => {
  const { api } = synthesize({ apiGatewayProps: { deployOptions: { stageName: 'v1' } } });
  expect(api.apiGateway.deploymentStage.node.id).toBe('DeploymentStage.v1');
});

test('defaultCorsPreflightOptions adds OPTIONS to the root and every resource', () => {
  const { template } = synthesize({
    resourceName: 'r',
    apiGatewayProps: { defaultCorsPreflightOptions: { allowOrigins: ['*'] } },
  });
  const options = [...resourcesOf(template, 'ApiGateway::Method').values()].filter(
    ({ Properties = {} }) => Properties['HttpMethod'] === 'OPTIONS',
  );
  expect(options).toHaveLength(3);
  expect(options[0]?.Properties).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
});

test('retainDeployments retains the deployment', () => {
  const { template } = synthesize({ apiGatewayProps: { retainDeployments: true } });
  const [deployment] = resourcesOf(template, 'ApiGateway::Deployment').values();
  expect(deployment).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('endpointExportName exports the output', () => {
  const { template } = synthesize({ apiGatewayProps: { endpointExportName: 'Endpoint' } });
  expect(Object.values(template.Outputs ?? {})).toMatchObject([{ Export: { Name: 'Endpoint' } }]);
});

test.each<[string, (stack: Stack) => logs.LogGroupProps, object, readonly string[]]>([
  ['a finite retention', () => ({ retention: logs.RetentionDays.ONE_WEEK }), { RetentionInDays: 7 }, ['W84']],
  ['a key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key') }), { KmsKeyId: expect.anything() }, ['W86']],
  ['a name', () => ({ logGroupName: 'own' }), { LogGroupName: 'own' }, ['W86', 'W84']],
])('logGroupProps may have %s', (_what, logGroupProps, properties, suppressed) => {
  const { template } = synthesize((stack) => ({ logGroupProps: logGroupProps(stack) }));
  const [group] = resourcesOf(template, 'Logs::LogGroup').values();
  expect(group?.Properties).toEqual({ ...properties });
  expect(group?.Metadata).toMatchObject({ cfn_nag: { rules_to_suppress: suppressed.map((id) => ({ id })) } });
});

test('removalPolicy: DESTROY deletes the log group with the stack', () => {
  const { template } = synthesize({ logGroupProps: { removalPolicy: RemovalPolicy.DESTROY } });
  const [group] = resourcesOf(template, 'Logs::LogGroup').values();
  expect(group).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
});
