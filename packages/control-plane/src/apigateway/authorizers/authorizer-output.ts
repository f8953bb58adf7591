import type { Authorizer } from '@portico/api-model';
import type { Output } from '../output-maps.ts';

/** Authorizer as the service writes it: what was not set is absent (spec: control plane, 4.5). */
export function authorizerOutput(authorizer: Authorizer): Output {
  const { providerARNs, ...rest } = authorizer;
  return { ...rest, ...(providerARNs.length > 0 && { providerARNs }) };
}
