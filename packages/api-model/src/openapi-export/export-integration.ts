import type { Integration } from '../rest-api.ts';
import type { Exported } from './export-openapi.ts';

/** An integration as `x-amazon-apigateway-integration`. @param resourceId the cache namespace that needs no mention */
export function exportIntegration(integration: Integration, resourceId: string): Exported {
  const { cacheNamespace, cacheKeyParameters, requestParameters, requestTemplates } = integration;
  return {
    type: integration.type.toLowerCase(),
    ...(integration.httpMethod !== undefined && { httpMethod: integration.httpMethod }),
    ...(integration.uri !== undefined && { uri: integration.uri }),
    ...(integration.credentials !== undefined && { credentials: integration.credentials }),
    ...(integration.connectionType !== undefined && { connectionType: integration.connectionType }),
    ...(integration.connectionId !== undefined && { connectionId: integration.connectionId }),
    responses: exportResponses(integration),
    ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
    ...(Object.keys(requestTemplates).length > 0 && { requestTemplates }),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    ...(integration.contentHandling !== undefined && { contentHandling: integration.contentHandling }),
    timeoutInMillis: integration.timeoutInMillis,
    ...(integration.responseTransferMode !== undefined && { responseTransferMode: integration.responseTransferMode }),
    ...(cacheNamespace !== undefined && cacheNamespace !== resourceId && { cacheNamespace }),
    ...(cacheKeyParameters.length > 0 && { cacheKeyParameters }),
    ...(integration.insecureSkipVerification !== undefined && {
      tlsConfig: { insecureSkipVerification: integration.insecureSkipVerification },
    }),
  };
}

/** By selection pattern; `default` stands for none. Of several under one key the last one counts, as in an import. */
function exportResponses({ integrationResponses }: Integration): Exported {
  return Object.fromEntries(
    integrationResponses.map((response) => [
      response.selectionPattern === undefined || response.selectionPattern === ''
        ? 'default'
        : response.selectionPattern,
      {
        statusCode: response.statusCode,
        ...(Object.keys(response.responseParameters).length > 0 && { responseParameters: response.responseParameters }),
        ...(Object.keys(response.responseTemplates).length > 0 && { responseTemplates: response.responseTemplates }),
        ...(response.contentHandling !== undefined && { contentHandling: response.contentHandling }),
      },
    ]),
  );
}
