import { expect, test } from 'bun:test';
import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import {
  arn,
  MINIMAL,
  propertiesOf,
  resource,
  resourcesOf,
  type Synthesized,
  synthesize,
  typesOf,
  withApp,
} from '../test/synthesize.ts';
import { ApiGatewayToSageMakerEndpoint } from './api-gateway-to-sagemaker-endpoint.ts';
import type { ApiGatewayToSageMakerEndpointProps } from './props.ts';

type Props = Partial<ApiGatewayToSageMakerEndpointProps>;

const minimal: Synthesized = synthesize();
const API = { Ref: 'ApiRestApiE35FEAFE' };
const INLINE_POLICY_SUPPRESSED = { guard: { SuppressedRules: ['IAM_NO_INLINE_POLICY_CHECK'] } };
const API_GATEWAY_MAY_ASSUME = {
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' } }],
  Version: '2012-10-17',
};

test('the minimal example has twelve resources and the endpoint as output', () => {
  expect(typesOf(minimal.template)).toEqual([
    'Logs::LogGroup',
    'ApiGateway::RestApi',
    'ApiGateway::Deployment',
    'ApiGateway::Stage',
    'ApiGateway::Resource',
    'ApiGateway::Method',
    'ApiGateway::UsagePlan',
    'ApiGateway::RequestValidator',
    'IAM::Role',
    'ApiGateway::Account',
    'IAM::Role',
    'IAM::Policy',
  ]);
  expect(minimal.template.Outputs).toEqual({
    ApiRestApiEndpoint4DEFB5CC: {
      Value: {
        'Fn::Join': [
          '',
          [
            'https://',
            API,
            '.execute-api.',
            { Ref: 'AWS::Region' },
            '.',
            { Ref: 'AWS::URLSuffix' },
            '/',
            { Ref: 'ApiRestApiDeploymentStageprodE828476C' },
            '/',
          ],
        ],
      },
    },
  });
  expect(minimal.warnings).toEqual([]);
});

test('the log group keeps everything for ever, and says why to cfn_nag', () => {
  expect(resource(minimal.template, 'ApiApiAccessLogGroup8344801B')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Metadata: {
      cfn_nag: {
        rules_to_suppress: [
          { id: 'W86', reason: expect.stringContaining('Never Expire') },
          { id: 'W84', reason: expect.stringContaining('AWS Managed Keys') },
        ],
      },
    },
  });
});

test('the API is edge optimised and named by its id', () => {
  expect(propertiesOf(minimal.template, 'ApiGateway::RestApi')).toEqual({
    EndpointConfiguration: { Types: ['EDGE'] },
    Name: 'RestApi',
  });
});

test('the deployment waits for all that it freezes', () => {
  const [[logicalId = '', deployment] = []] = resourcesOf(minimal.template, 'ApiGateway::Deployment');
  expect(logicalId).toMatch(/^ApiRestApiDeploymentDC05A82D[0-9a-f]{32}$/);
  expect(deployment).toEqual({
    Type: 'AWS::ApiGateway::Deployment',
    Properties: { RestApiId: API, Description: 'Automatically created by the RestApi construct' },
    DependsOn: ['ApiRestApiuseridGET5900CD9A', 'ApiRestApiuseridE38AD070', 'ApiRestApirequestvalidator7017CE8D'],
    Metadata: {
      'aws:cdk:do-not-refactor': true,
      cfn_nag: { rules_to_suppress: [{ id: 'W45', reason: expect.stringContaining('AccessLogging enabled') }] },
    },
  });
});

test('the stage logs, traces and does not dump bodies', () => {
  const [deployment] = resourcesOf(minimal.template, 'ApiGateway::Deployment').keys();
  const stage = resource(minimal.template, 'ApiRestApiDeploymentStageprodE828476C');
  expect(stage.Properties).toEqual({
    RestApiId: API,
    DeploymentId: { Ref: deployment },
    StageName: 'prod',
    TracingEnabled: true,
    AccessLogSetting: {
      DestinationArn: { 'Fn::GetAtt': ['ApiApiAccessLogGroup8344801B', 'Arn'] },
      Format:
        '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","user":"$context.identity.user",' +
        '"caller":"$context.identity.caller","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod",' +
        '"resourcePath":"$context.resourcePath","status":"$context.status","protocol":"$context.protocol",' +
        '"responseLength":"$context.responseLength"}',
    },
    MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'INFO', DataTraceEnabled: false }],
  });
  expect(stage.Metadata).toEqual({ guard: { SuppressedRules: ['API_GW_CACHE_ENABLED_AND_ENCRYPTED'] } });
  expect(stage.DependsOn).toBeUndefined();
});

test('the resource is a child of the root', () => {
  expect(propertiesOf(minimal.template, 'ApiGateway::Resource')).toEqual({
    ParentId: { 'Fn::GetAtt': ['ApiRestApiE35FEAFE', 'RootResourceId'] },
    PathPart: '{user_id}',
    RestApiId: API,
  });
});

test('the method invokes the endpoint through the role', () => {
  expect(resource(minimal.template, 'ApiRestApiuseridGET5900CD9A')).toEqual({
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      HttpMethod: 'GET',
      AuthorizationType: 'AWS_IAM',
      ResourceId: { Ref: 'ApiRestApiuseridE38AD070' },
      RestApiId: API,
      RequestValidatorId: { Ref: 'ApiRestApirequestvalidator7017CE8D' },
      MethodResponses: [{ StatusCode: '200' }, { StatusCode: '500' }, { StatusCode: '400' }],
      Integration: {
        Type: 'AWS',
        IntegrationHttpMethod: 'POST',
        Uri: arn(':apigateway:', { Ref: 'AWS::Region' }, ':runtime.sagemaker:path/endpoints/my-endpoint/invocations'),
        Credentials: { 'Fn::GetAtt': ['ApiapigatewayroleF7C7AA61', 'Arn'] },
        PassthroughBehavior: 'NEVER',
        RequestParameters: { 'integration.request.header.Content-Type': "'application/json'" },
        RequestTemplates: { 'application/json': MINIMAL.requestMappingTemplate },
        IntegrationResponses: [
          { StatusCode: '200' },
          { StatusCode: '500', SelectionPattern: '5\\d{2}' },
          { StatusCode: '400', SelectionPattern: '4\\d{2}' },
        ],
      },
    },
  });
});

test('the usage plan holds the stage, and nothing else', () => {
  expect(propertiesOf(minimal.template, 'ApiGateway::UsagePlan')).toEqual({
    ApiStages: [{ ApiId: API, Stage: { Ref: 'ApiRestApiDeploymentStageprodE828476C' }, Throttle: {} }],
  });
});

test('the validator looks at parameters', () => {
  expect(propertiesOf(minimal.template, 'ApiGateway::RequestValidator')).toEqual({
    Name: 'request-param-validator',
    RestApiId: API,
    ValidateRequestParameters: true,
  });
});

test('a role of its own writes execution logs for the account', () => {
  expect(resource(minimal.template, 'ApiLambdaRestApiCloudWatchRole3A10E462')).toEqual({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: API_GATEWAY_MAY_ASSUME,
      Policies: [
        {
          PolicyName: 'LambdaRestApiCloudWatchRolePolicy',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Action: [
                  'logs:CreateLogGroup',
                  'logs:CreateLogStream',
                  'logs:DescribeLogGroups',
                  'logs:DescribeLogStreams',
                  'logs:FilterLogEvents',
                  'logs:GetLogEvents',
                  'logs:PutLogEvents',
                ],
                Effect: 'Allow',
                Resource: arn(':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':*'),
              },
            ],
          },
        },
      ],
    },
    Metadata: INLINE_POLICY_SUPPRESSED,
  });
  expect([...resourcesOf(minimal.template, 'ApiGateway::Account').values()]).toEqual([
    {
      Type: 'AWS::ApiGateway::Account',
      Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['ApiLambdaRestApiCloudWatchRole3A10E462', 'Arn'] } },
      DependsOn: ['ApiRestApiE35FEAFE'],
    },
  ]);
});

test('the invocation role may invoke this endpoint, and nothing else', () => {
  expect(resource(minimal.template, 'ApiapigatewayroleF7C7AA61')).toEqual({
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: API_GATEWAY_MAY_ASSUME },
    Metadata: INLINE_POLICY_SUPPRESSED,
  });
  const [[logicalId, policy] = []] = resourcesOf(minimal.template, 'IAM::Policy');
  expect(policy?.Properties).toEqual({
    PolicyName: logicalId,
    Roles: [{ Ref: 'ApiapigatewayroleF7C7AA61' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'sagemaker:InvokeEndpoint',
          Effect: 'Allow',
          Resource: arn(':sagemaker:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':endpoint/my-endpoint'),
        },
      ],
    },
  });
});

test('the public properties are the constructs themselves', () => {
  const { api } = minimal;
  expect(api.apiGateway).toBeInstanceOf(apigateway.RestApi);
  expect(api.apiGatewayRole.node.path).toBe('Stack/Api/api-gateway-role');
  expect(api.apiGatewayCloudWatchRole?.node.path).toBe('Stack/Api/LambdaRestApiCloudWatchRole');
  expect(api.apiGatewayLogGroup.node.path).toBe('Stack/Api/ApiAccessLogGroup');
  expect(api.apiGatewayUsagePlan?.node.path).toBe('Stack/Api/RestApi/UsagePlan');
  expect(api.apiGatewayApiKey).toBeUndefined();
});

test.each<[string, Props, RegExp]>([
  [
    'an API key without a usage plan',
    { createUsagePlan: false, apiGatewayProps: { defaultMethodOptions: { apiKeyRequired: true } } },
    /Usage plan must be created/,
  ],
  [
    'an API key with the usage plan left to its default',
    { apiGatewayProps: { defaultMethodOptions: { apiKeyRequired: true } } },
    /Usage plan must be created/,
  ],
  [
    'endpointTypes',
    { apiGatewayProps: { endpointTypes: [apigateway.EndpointType.REGIONAL] } },
    /endpointConfiguration/,
  ],
  [
    'a second template for application/json',
    { additionalRequestTemplates: { 'application/json': 'x' } },
    /requestMappingTemplate/,
  ],
  ['deploy: false', { apiGatewayProps: { deploy: false } }, /deploy/],
  ['a slash in resourcePath', { resourcePath: 'a/b' }, /path part/],
  ['a blank in resourceName', { resourceName: 'a b' }, /path part/],
  ['an empty resourcePath', { resourcePath: '' }, /empty/],
  ['an empty resourceName', { resourceName: '' }, /empty/],
])('%s throws', (_what, props, message) => {
  expect(() => synthesize(props)).toThrow(message);
});

test('a check of props leaves nothing behind', () => {
  withApp((app) => {
    const stack = new Stack(app, 'Stack');
    const props: ApiGatewayToSageMakerEndpointProps = {
      ...MINIMAL,
      apiGatewayProps: { defaultMethodOptions: { apiKeyRequired: true } },
    };
    expect(() => new ApiGatewayToSageMakerEndpoint(stack, 'Api', props)).toThrow();
    expect(stack.node.findChild('Api').node.children).toEqual([]);
  });
});
