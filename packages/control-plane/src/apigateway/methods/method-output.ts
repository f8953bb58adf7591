import type { Method, MethodResponse } from '@portico/api-model';
import { integrationOutput } from '../integrations/integration-output.ts';
import { byStatus, filled, type Output } from '../output-maps.ts';

/** Method as the service writes it, with its integration; empty maps are absent (spec: control plane, 4.3 and 4.4). */
export function methodOutput(method: Method, resourceId: string): Output {
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    ...(method.authorizerId !== undefined && { authorizerId: method.authorizerId }),
    ...(method.authorizationScopes.length > 0 && { authorizationScopes: method.authorizationScopes }),
    apiKeyRequired: method.apiKeyRequired,
    ...(method.requestValidatorId !== undefined && { requestValidatorId: method.requestValidatorId }),
    ...(method.operationName !== undefined && { operationName: method.operationName }),
    ...filled('requestParameters', method.requestParameters),
    ...filled('requestModels', method.requestModels),
    ...filled('methodResponses', byStatus(method.methodResponses, methodResponseOutput)),
    ...(method.integration !== undefined && { methodIntegration: integrationOutput(method.integration, resourceId) }),
  };
}

export function methodResponseOutput(response: MethodResponse): Output {
  return {
    statusCode: response.statusCode,
    ...filled('responseParameters', response.responseParameters),
    ...filled('responseModels', response.responseModels),
  };
}
