import type { Integration, IntegrationResponse } from '@portico/api-model';
import { byStatus, filled, type Output } from '../output-maps.ts';

/** Integration as the service writes it, with its defaults (spec: control plane, 4.4). */
export function integrationOutput(integration: Integration, resourceId: string): Output {
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
    ...(integration.responseTransferMode !== undefined && { responseTransferMode: integration.responseTransferMode }),
    cacheNamespace: integration.cacheNamespace ?? resourceId,
    cacheKeyParameters: integration.cacheKeyParameters,
    ...filled('integrationResponses', byStatus(integration.integrationResponses, integrationResponseOutput)),
    ...(integration.insecureSkipVerification !== undefined && {
      tlsConfig: { insecureSkipVerification: integration.insecureSkipVerification },
    }),
  };
}

export function integrationResponseOutput(response: IntegrationResponse): Output {
  return {
    statusCode: response.statusCode,
    ...(response.selectionPattern !== undefined && { selectionPattern: response.selectionPattern }),
    ...filled('responseParameters', response.responseParameters),
    ...filled('responseTemplates', response.responseTemplates),
    ...(response.contentHandling !== undefined && { contentHandling: response.contentHandling }),
  };
}
