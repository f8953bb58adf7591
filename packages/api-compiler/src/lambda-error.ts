import type { Integration } from '@portico/api-model';
import { JavaMap } from '@portico/values';
import type { IntegrationAnswer } from './facts.ts';
import { configurationFault } from './faults.ts';
import { parseServiceArn } from './service-arn.ts';

/** Whether an AWS integration invokes a function: its errors arrive as bodies of status 200. */
export function isLambdaIntegration({ type, uri = '' }: Integration): boolean {
  return type === 'AWS' && parseServiceArn(uri)?.service === 'lambda';
}

/**
 * What selection patterns see of a function: its `errorMessage`; `undefined`, which selects the default, where there is none
 * (spec: data plane, section 12). Throws GatewayFault API_CONFIGURATION_ERROR where Lambda itself refuses (section 9.7).
 */
export function lambdaError({ status = 200, body }: IntegrationAnswer): string | undefined {
  if (status === 403) throw configurationFault('Invalid permissions on Lambda function');
  if (status >= 300) throw configurationFault(`Lambda invocation failed with status: ${status}`);
  const payload = body.value();
  const message = payload instanceof JavaMap ? payload.get('errorMessage') : undefined;
  return typeof message === 'string' ? message : undefined;
}
