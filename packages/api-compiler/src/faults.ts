import { GatewayFault } from '@portico/api-model';

/** The API is at fault, not the caller: 500 `Internal server error`; the reason goes to the execution log. */
export function configurationFault(reason: string, cause?: unknown): GatewayFault {
  return new GatewayFault('API_CONFIGURATION_ERROR', {
    reason: `Execution failed due to configuration error: ${reason}`,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A template or another inner step failed: 500 under DEFAULT_5XX (spec: data plane, sections 14 and 21.5). */
export function transformFault(phase: 'request' | 'response', cause: unknown): GatewayFault {
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new GatewayFault('DEFAULT_5XX', {
    reason: `Execution failed due to configuration error: Unable to transform ${phase}\n${detail}`,
    cause,
  });
}
