import type { IntegrationResponse } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeIntegration, placed } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import type { ReplaceableMembers } from '../patch-members.ts';
import { enumMember, patchMaps, patchMember, withMember } from '../patch-members.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { integrationResponseOutput } from './integration-output.ts';
import { checkIntegrationResponse, namedIntegrationResponse } from './integration-response-rules.ts';
import { CONTENT_HANDLING } from './integration-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
export function updateIntegrationResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateIntegrationResponseInput');
  const { integration } = changeIntegration(call, ports, (found) => {
    const response = operations.reduce(patchIntegrationResponse, namedIntegrationResponse(call, found));
    checkIntegrationResponse(response, found.method);
    const integrationResponses = placed(found.integration.integrationResponses, response, (one) => one.statusCode);
    return { ...found.integration, integrationResponses };
  });
  return integrationResponseOutput(namedIntegrationResponse(call, { integration }));
}

function patchIntegrationResponse(response: IntegrationResponse, operation: PatchOperation): IntegrationResponse {
  const patched = patchMaps(response, operation, {
    responseParameters: (text = '') => text,
    responseTemplates: (text) => text || null,
  });
  return patched ?? patchMember(response, operation, REPLACEABLE);
}

const REPLACEABLE: ReplaceableMembers<IntegrationResponse> = {
  // An empty pattern is one that matches nothing but an empty text: it is kept.
  '/selectionPattern': (response, value) => withMember(response, 'selectionPattern', value),
  '/contentHandling': enumMember('contentHandling', CONTENT_HANDLING),
};
