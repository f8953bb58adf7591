import type { Integration, RestApi } from '@portico/api-model';
import type { RequestScope } from './scopes.ts';

/** How the response of a backend is taken in. */
export type ResponseTransfer =
  /** Whole, up to the payload limit. */
  | 'BUFFERED'
  /** As it comes in. */
  | { readonly idleTimeoutInMillis: number };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const IDLE_IN_MILLIS = 300_000;
const IDLE_AT_THE_EDGE_IN_MILLIS = 30_000;

export function responseTransfer(
  { endpointTypes }: Pick<RestApi, 'endpointTypes'>,
  { responseTransferMode }: Integration,
): ResponseTransfer {
  if (responseTransferMode !== 'STREAM') return 'BUFFERED';
  return { idleTimeoutInMillis: endpointTypes.includes('EDGE') ? IDLE_AT_THE_EDGE_IN_MILLIS : IDLE_IN_MILLIS };
}

/** `ANY`, and none: the client's. */
export function integrationMethod({ httpMethod = 'ANY' }: Integration, { received }: RequestScope): string {
  return httpMethod === 'ANY' ? received.httpMethod : httpMethod;
}

/** Spec: data plane, section 9.6. */
export function carriesBody(httpMethod: string): boolean {
  return httpMethod !== 'GET' && httpMethod !== 'HEAD' && httpMethod !== 'OPTIONS';
}
