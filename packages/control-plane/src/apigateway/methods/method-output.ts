import type { Integration, IntegrationResponse, Method, MethodResponse } from '@portico/api-model';

type Output = Readonly<Record<string, unknown>>;

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

function methodResponseOutput(response: MethodResponse): Output {
  return {
    statusCode: response.statusCode,
    ...filled('responseParameters', response.responseParameters),
    ...filled('responseModels', response.responseModels),
  };
}

function integrationOutput(integration: Integration, resourceId: string): Output {
  const http = integration.type === 'HTTP' || integration.type === 'HTTP_PROXY';
  const connectionType = integration.connectionType ?? (http ? 'INTERNET' : undefined);
  return {
    type: integration.type,
    ...(integration.httpMethod !== undefined && { httpMethod: integration.httpMethod }),
    ...(integration.uri !== undefined && { uri: integration.uri }),
    ...(connectionType !== undefined && { connectionType }),
    ...(integration.connectionId !== undefined && { connectionId: integration.connectionId }),
    ...(integration.credentials !== undefined && { credentials: integration.credentials }),
    ...filled('requestParameters', integration.requestParameters),
    ...filled('requestTemplates', integration.requestTemplates),
    passthroughBehavior: integration.passthroughBehavior,
    ...(integration.contentHandling !== undefined && { contentHandling: integration.contentHandling }),
    timeoutInMillis: integration.timeoutInMillis,
    cacheNamespace: integration.cacheNamespace ?? resourceId,
    cacheKeyParameters: integration.cacheKeyParameters,
    ...filled('integrationResponses', byStatus(integration.integrationResponses, integrationResponseOutput)),
    ...(integration.insecureSkipVerification !== undefined && {
      tlsConfig: { insecureSkipVerification: integration.insecureSkipVerification },
    }),
  };
}

function integrationResponseOutput(response: IntegrationResponse): Output {
  return {
    statusCode: response.statusCode,
    ...(response.selectionPattern !== undefined && { selectionPattern: response.selectionPattern }),
    ...filled('responseParameters', response.responseParameters),
    ...filled('responseTemplates', response.responseTemplates),
    ...(response.contentHandling !== undefined && { contentHandling: response.contentHandling }),
  };
}

function byStatus<T extends { readonly statusCode: string }>(items: readonly T[], output: (item: T) => Output): Output {
  return Object.fromEntries(items.map((item) => [item.statusCode, output(item)]));
}

function filled(name: string, map: Output): Output {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}
