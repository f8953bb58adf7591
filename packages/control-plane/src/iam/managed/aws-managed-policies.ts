import { createHash } from 'node:crypto';
import type { IamPolicy } from '@portico/store';

/**
 * The policies of AWS that exist here: those of the services that Portico serves. The documents are ours, and allow for these
 * services what AWS's allow (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html).
 */
const ALLOWED: readonly { readonly name: string; readonly path?: string; readonly statements: readonly Allow[] }[] = [
  { name: 'AdministratorAccess', statements: [{ actions: ['*'] }] },
  {
    name: 'PowerUserAccess',
    statements: [
      { notActions: ['iam:*', 'organizations:*', 'account:*'] },
      { actions: ['iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'] },
    ],
  },
  {
    name: 'ReadOnlyAccess',
    statements: [
      {
        actions: [
          'apigateway:GET',
          'cloudformation:Describe*',
          'cloudformation:Get*',
          'cloudformation:List*',
          'iam:Get*',
          'iam:List*',
          'iam:Simulate*',
          'logs:Describe*',
          'logs:Filter*',
          'logs:Get*',
          'logs:List*',
          's3:Get*',
          's3:List*',
          'sagemaker:Describe*',
          'sagemaker:List*',
          'ssm:Describe*',
          'ssm:Get*',
          'ssm:List*',
          'sts:GetAccessKeyInfo',
          'sts:GetCallerIdentity',
        ],
      },
    ],
  },
  { name: 'IAMFullAccess', statements: [{ actions: ['iam:*'] }] },
  { name: 'IAMReadOnlyAccess', statements: [{ actions: ['iam:Get*', 'iam:List*', 'iam:Simulate*'] }] },
  { name: 'AmazonS3FullAccess', statements: [{ actions: ['s3:*', 's3-object-lambda:*'] }] },
  { name: 'AmazonS3ReadOnlyAccess', statements: [{ actions: ['s3:Get*', 's3:List*', 's3:Describe*'] }] },
  { name: 'CloudWatchLogsFullAccess', statements: [{ actions: ['logs:*', 'cloudwatch:GenerateQuery'] }] },
  {
    name: 'CloudWatchLogsReadOnlyAccess',
    statements: [
      {
        actions: [
          'logs:Describe*',
          'logs:Get*',
          'logs:List*',
          'logs:StartQuery',
          'logs:StopQuery',
          'logs:FilterLogEvents',
          'logs:StartLiveTail',
          'logs:StopLiveTail',
        ],
      },
    ],
  },
  { name: 'AWSCloudFormationFullAccess', statements: [{ actions: ['cloudformation:*'] }] },
  { name: 'AmazonSSMReadOnlyAccess', statements: [{ actions: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'] }] },
  {
    name: 'AmazonAPIGatewayAdministrator',
    statements: [{ actions: ['apigateway:*'], resources: ['arn:aws:apigateway:*::/*'] }],
  },
  {
    name: 'AmazonAPIGatewayInvokeFullAccess',
    statements: [
      { actions: ['execute-api:Invoke', 'execute-api:ManageConnections'], resources: ['arn:aws:execute-api:*:*:*'] },
    ],
  },
  {
    name: 'AmazonAPIGatewayPushToCloudWatchLogs',
    path: '/service-role/',
    statements: [
      {
        actions: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:DescribeLogGroups',
          'logs:DescribeLogStreams',
          'logs:PutLogEvents',
          'logs:GetLogEvents',
          'logs:FilterLogEvents',
        ],
      },
    ],
  },
  {
    name: 'AmazonSageMakerFullAccess',
    statements: [
      { actions: ['sagemaker:*'] },
      {
        actions: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:Describe*',
          'logs:GetLogEvents',
          'logs:PutLogEvents',
          'cloudwatch:GetMetricData',
          'cloudwatch:PutMetricData',
          'iam:ListRoles',
          's3:CreateBucket',
          's3:GetBucketLocation',
          's3:ListBucket',
          's3:ListAllMyBuckets',
        ],
      },
      {
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        resources: ['arn:aws:s3:::*SageMaker*', 'arn:aws:s3:::*Sagemaker*', 'arn:aws:s3:::*sagemaker*'],
      },
      {
        actions: ['iam:PassRole'],
        resources: ['arn:aws:iam::*:role/*'],
        passedTo: ['sagemaker.amazonaws.com'],
      },
    ],
  },
  { name: 'AmazonSageMakerReadOnly', statements: [{ actions: ['sagemaker:Describe*', 'sagemaker:List*'] }] },
];

/** Epoch seconds: when the first of them was made, in 2015. */
const CREATED = 1_423_245_600;

interface Allow {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  /** Default: all. */
  readonly resources?: readonly string[];
  /** Services that a role may be handed to. */
  readonly passedTo?: readonly string[];
}

export interface AwsManagedPolicy {
  readonly arn: string;
  readonly policy: IamPolicy;
}

export const AWS_MANAGED_POLICIES: readonly AwsManagedPolicy[] = ALLOWED.map(({ name, path = '/', statements }) => ({
  arn: `arn:aws:iam::aws:policy${path}${name}`,
  policy: {
    PolicyName: name,
    PolicyId: `ANPA${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`,
    Path: path,
    CreateDate: CREATED,
    UpdateDate: CREATED,
    Tags: [],
    Versions: [{ VersionId: 'v1', Document: documentOf(statements), IsDefaultVersion: true, CreateDate: CREATED }],
    NextVersion: 2,
  },
}));

const BY_ARN: ReadonlyMap<string, IamPolicy> = new Map(AWS_MANAGED_POLICIES.map(({ arn, policy }) => [arn, policy]));

export function awsManagedPolicy(arn: string): IamPolicy | undefined {
  return BY_ARN.get(arn);
}

function documentOf(statements: readonly Allow[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ actions, notActions, resources, passedTo }) => ({
      Effect: 'Allow',
      ...(actions !== undefined && { Action: actions }),
      ...(notActions !== undefined && { NotAction: notActions }),
      Resource: resources ?? '*',
      ...(passedTo !== undefined && { Condition: { StringEquals: { 'iam:PassedToService': passedTo } } }),
    })),
  });
}
