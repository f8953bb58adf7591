import { Aws } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { mergeProps } from './merge-props.ts';
import { warnAboutOverrides } from './override-warning.ts';
import { suppressGuardRules, suppressNagRules } from './suppress-rules.ts';

/**
 * The API with its deployment and stage: edge optimised, IAM authorization, access log to the group, execution log at
 * INFO, X-Ray tracing, unless the caller's props say otherwise. CDK's own logging role is always left out, since
 * `createLoggingRole` makes one.
 */
export function createRestApi(
  scope: Construct,
  accessLogGroup: LogGroup,
  override: apigateway.RestApiProps = {},
): apigateway.RestApi {
  const defaults: apigateway.RestApiProps = {
    endpointConfiguration: { types: [apigateway.EndpointType.EDGE] },
    cloudWatchRole: false,
    deployOptions: {
      accessLogDestination: new apigateway.LogGroupLogDestination(accessLogGroup),
      accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
      loggingLevel: apigateway.MethodLoggingLevel.INFO,
      dataTraceEnabled: false,
      tracingEnabled: true,
    },
    defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM },
  };
  warnAboutOverrides(defaults, override);
  const restApi = new apigateway.RestApi(scope, 'RestApi', {
    ...mergeProps(defaults, override),
    cloudWatchRole: false,
  });
  suppressGuardRules(restApi.deploymentStage, ['API_GW_CACHE_ENABLED_AND_ENCRYPTED']);
  return restApi;
}

/** The role that API Gateway writes execution logs with, made the account's own for the region. */
export function createLoggingRole(scope: Construct, restApi: apigateway.RestApi): iam.Role {
  const role = new iam.Role(scope, 'LambdaRestApiCloudWatchRole', {
    assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: {
      LambdaRestApiCloudWatchRolePolicy: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: [
              'logs:CreateLogGroup',
              'logs:CreateLogStream',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
              'logs:PutLogEvents',
              'logs:GetLogEvents',
              'logs:FilterLogEvents',
            ],
            resources: [`arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`],
          }),
        ],
      }),
    },
  });
  suppressGuardRules(role, ['IAM_NO_INLINE_POLICY_CHECK']);

  const account = new apigateway.CfnAccount(scope, 'LambdaRestApiAccount', { cloudWatchRoleArn: role.roleArn });
  account.node.addDependency(restApi.node.findChild('Resource'));
  if (restApi.latestDeployment !== undefined) {
    suppressNagRules(restApi.latestDeployment, [
      {
        id: 'W45',
        reason:
          'ApiGateway has AccessLogging enabled in AWS::ApiGateway::Stage resource, but cfn_nag checks for it in AWS::ApiGateway::Deployment resource',
      },
    ]);
  }
  return role;
}

/** A usage plan for the API's stage, without quota, throttle or key. */
export function createUsagePlan(restApi: apigateway.RestApi): apigateway.UsagePlan {
  // The cast: aws-cdk-lib's class misses its own interface under exactOptionalPropertyTypes.
  const apiStage = { api: restApi as apigateway.IRestApi, stage: restApi.deploymentStage };
  return restApi.addUsagePlan('UsagePlan', { apiStages: [apiStage] });
}
