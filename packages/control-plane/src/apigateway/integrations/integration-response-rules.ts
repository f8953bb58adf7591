import type { IntegrationResponse, Method } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchResponse } from '../errors.ts';
import type { NamedIntegration } from '../lookup.ts';
import { checkResponseMappings, checkTemplates } from '../methods/parameter-rules.ts';

/**
 * Throws BadRequestException for a response that `method` cannot have. A status without a method response is none of it:
 * that fails when the method is called (spec: control plane, 4.4).
 */
export function checkIntegrationResponse(response: IntegrationResponse, method: Method): void {
  const declared = method.methodResponses.find(({ statusCode }) => statusCode === response.statusCode);
  checkResponseMappings(response.responseParameters, declared?.responseParameters ?? {});
  checkTemplates(response.responseTemplates);
}

/** An empty template is kept as null. */
export function nullTemplates(
  templates: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(templates).map(([key, text]) => [key, text === '' ? null : text]));
}

/** The response of an integration that the request's path names. */
export function namedIntegrationResponse(
  call: OperationCall,
  { integration }: Pick<NamedIntegration, 'integration'>,
): IntegrationResponse {
  const statusCode = label(call, 'status_code');
  const response = integration.integrationResponses.find((one) => one.statusCode === statusCode);
  if (response === undefined) throw noSuchResponse();
  return response;
}
