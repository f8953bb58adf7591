import { expect, test } from 'bun:test';
import { CfnOutput, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  arn,
  MINIMAL,
  methodsOf,
  propertiesOf,
  resource,
  resourcesOf,
  type Synthesized,
  synthesize,
  typesOf,
  withApp,
} from '../test/synthesize.ts';
import { ApiGatewayToSageMakerEndpoint } from './api-gateway-to-sagemaker-endpoint.ts';

const minimal: Synthesized = synthesize();

test('a fixed region is literal in the integration and the output, and nowhere else', () => {
  const { template } = synthesize({}, { env: { account: '111111111111', region: 'eu-west-1' } });
  const literal = JSON.stringify(template).split('eu-west-1').length - 1;
  expect(literal).toBe(2);
  expect(propertiesOf(template, 'ApiGateway::Method')['Integration']).toMatchObject({
    Uri: arn(':apigateway:eu-west-1:runtime.sagemaker:path/endpoints/my-endpoint/invocations'),
  });
  expect(JSON.stringify(template.Outputs)).toContain('eu-west-1');
});

test('a parameter of the stack may name the endpoint', () => {
  const { template } = synthesize((stack) => {
    const endpointName = new CfnParameter(stack, 'EndpointName').valueAsString;
    expect(Token.isUnresolved(endpointName)).toBe(true);
    return { endpointName };
  });
  expect(propertiesOf(template, 'ApiGateway::Method')['Integration']).toMatchObject({
    Uri: arn(
      ':apigateway:',
      { Ref: 'AWS::Region' },
      ':runtime.sagemaker:path/endpoints/',
      { Ref: 'EndpointName' },
      '/invocations',
    ),
  });
  expect(propertiesOf(template, 'IAM::Policy')).toMatchObject({
    PolicyDocument: {
      Statement: [
        {
          Resource: arn(':sagemaker:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':endpoint/', {
            Ref: 'EndpointName',
          }),
        },
      ],
    },
  });
});

test('two constructs in one stack do not meet', () => {
  const { template } = synthesize(
    {},
    { extend: (_api, stack) => new ApiGatewayToSageMakerEndpoint(stack, 'Second', { ...MINIMAL, endpointName: 'b' }) },
  );
  expect(typesOf(template)).toHaveLength(2 * typesOf(minimal.template).length);
  for (const [id, first] of Object.entries(minimal.template.Resources)) {
    expect(resource(template, id)).toEqual(first);
  }
});

test('another stack may use the API, its role and its log group', () => {
  withApp((app) => {
    const api = new ApiGatewayToSageMakerEndpoint(new Stack(app, 'Stack'), 'Api', MINIMAL);
    const user = new Stack(app, 'User');
    new iam.User(user, 'Caller').addToPolicy(
      new iam.PolicyStatement({
        actions: ['execute-api:Invoke'],
        resources: [api.apiGateway.arnForExecuteApi('GET'), api.apiGatewayRole.roleArn],
      }),
    );
    new CfnOutput(user, 'LogGroup', { value: api.apiGatewayLogGroup.logGroupName });
    const assembly = app.synth();
    const artifact = assembly.getStackArtifact(user.artifactId);
    const exports = Object.keys(assembly.getStackByName('Stack').template.Outputs).filter((name) =>
      name.startsWith('Export'),
    );
    expect(exports).toHaveLength(3);
    expect(JSON.stringify(artifact.template).match(/Fn::ImportValue/g)).toHaveLength(3);
    expect(artifact.dependencies.map(({ id }) => id)).toContain('Stack');
  });
});

test('grants of the CDK work on what is exposed', () => {
  const { template } = synthesize(
    {},
    {
      extend: (api, stack) => {
        const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
        api.apiGatewayLogGroup.grantRead(reader);
      },
    },
  );
  expect(JSON.stringify(resourcesOf(template, 'IAM::Policy').get('ReaderDefaultPolicy151F3818'))).toContain(
    'ApiApiAccessLogGroup8344801B',
  );
  expect(methodsOf(template).size).toBe(1);
});
