import type { IntegrationAnswer, IntegrationRequest, RequestScope } from '@portico/api-compiler';
import { configurationFault } from '@portico/api-compiler';
import type { GatewayFault } from '@portico/api-model';
import { Payload } from '@portico/values';
import type { ExecutionLog } from './execution-log.ts';
import type { GatewayPorts } from './ports.ts';

/**
 * Undefined: the role may invoke the endpoint, or the integration names none. What SageMaker Runtime answers to a role that may not is
 * an answer like any other; a role that cannot be assumed is the API's fault, and throws (spec: data plane, section 9.7).
 */
export function refusedByRole(
  { roles, callers }: GatewayPorts,
  { stage, caller }: RequestScope,
  endpointName: string,
  { credentials, region }: Extract<IntegrationRequest, { type: 'SAGEMAKER' }>,
  log: ExecutionLog | undefined,
): IntegrationAnswer | undefined {
  if (credentials === undefined || roles === undefined) return undefined;
  const { accountId } = stage;
  const action = 'sagemaker:InvokeEndpoint';
  const resource = endpointArn(region, accountId, endpointName);
  const isCallers = credentials === CALLERS_CREDENTIALS;
  if (isCallers && (caller === undefined || callers === undefined)) throw roleFault(credentials, NO_CALLER);
  const refusal =
    isCallers && caller !== undefined
      ? callers?.refuse({ action, resource, caller })
      : roles.refuse({ action, resource, accountId, roleArn: credentials });
  if (refusal === undefined) return undefined;
  if (refusal.kind === 'cannot-be-assumed') throw roleFault(credentials, refusal.explanation);
  log?.explain(refusal.explanation);
  return {
    status: 403,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', 'AccessDeniedException'],
    ],
    body: Payload.fromText(JSON.stringify({ Message: refusal.message })),
  };
}

/** By name: few endpoints are called again and again, and what decides looks an ARN up that it has seen. */
const arns = new Map<string, { readonly region: string; readonly accountId: string; readonly arn: string }>();
const MAX_ARNS = 1000;

function endpointArn(region: string, accountId: string, name: string): string {
  const known = arns.get(name);
  if (known?.region === region && known.accountId === accountId) return known.arn;
  // Names of endpoints have no case, and their ARNs are in lower case.
  const arn = `arn:aws:sagemaker:${region}:${accountId}:endpoint/${name.toLowerCase()}`;
  if (arns.size >= MAX_ARNS) arns.clear();
  arns.set(name, { region, accountId, arn });
  return arn;
}

/** Instead of a role: what the caller may do itself (https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-credentials). */
export const CALLERS_CREDENTIALS = 'arn:aws:iam::*:user/*';

const NO_CALLER = "The caller's credentials are known only to methods with AWS_IAM";

/** @param explanation why, for the execution log */
export function roleFault(roleArn: string, explanation?: string): GatewayFault {
  const reason = `API Gateway does not have permission to assume the provided role ${roleArn}`;
  return configurationFault(explanation === undefined ? reason : `${reason}\n${explanation}`);
}
