import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { suppressGuardRules } from './suppress-rules.ts';

/** The role that API Gateway assumes to invoke endpoints, with the one policy that says which. */
export interface InvocationRole {
  readonly role: iam.Role;
  /** Absent when the caller brought the role: its permissions are the caller's. */
  readonly policy?: iam.Policy;
}

export function createInvocationRole(scope: Construct, endpointName: string): Required<InvocationRole> {
  const role = new iam.Role(scope, 'api-gateway-role', {
    assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
  });
  suppressGuardRules(role, ['IAM_NO_INLINE_POLICY_CHECK']);
  const policy = new iam.Policy(scope, 'InvokeEndpointPolicy', { statements: [invokeEndpoint(endpointName)] });
  policy.attachToRole(role);
  return { role, policy };
}

/** The statement that allows invoking one endpoint of the stack's account and region. */
export function invokeEndpoint(endpointName: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['sagemaker:InvokeEndpoint'],
    resources: [`arn:${Aws.PARTITION}:sagemaker:${Aws.REGION}:${Aws.ACCOUNT_ID}:endpoint/${endpointName}`],
  });
}
