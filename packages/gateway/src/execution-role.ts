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
  { roles }: GatewayPorts,
  { stage }: RequestScope,
  endpointName: string,
  { credentials, region }: Extract<IntegrationRequest, { type: 'SAGEMAKER' }>,
  log: ExecutionLog | undefined,
): IntegrationAnswer | undefined {
  if (credentials === undefined || roles === undefined) return undefined;
  const { accountId } = stage;
  const refusal = roles.refuse({
    roleArn: credentials,
    accountId,
    action: 'sagemaker:InvokeEndpoint',
    // Names of endpoints have no case, and their ARNs are in lower case.
    resource: `arn:aws:sagemaker:${region}:${accountId}:endpoint/${endpointName.toLowerCase()}`,
  });
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

/** @param explanation why, for the execution log */
export function roleFault(roleArn: string, explanation?: string): GatewayFault {
  const reason = `API Gateway does not have permission to assume the provided role ${roleArn}`;
  return configurationFault(explanation === undefined ? reason : `${reason}\n${explanation}`);
}
