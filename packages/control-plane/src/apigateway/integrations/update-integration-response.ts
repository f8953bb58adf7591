import type { IntegrationResponse } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeIntegration, placed } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import {
  entryKey,
  invalidPatchPath,
  noSuchContentType,
  noSuchParameter,
  onlyReplace,
  patchEntry,
  patchEnum,
} from '../patch-rules.ts';
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
  const { path, value } = operation;
  const parameter = entryKey(path, 'responseParameters');
  if (parameter !== undefined) {
    const { responseParameters } = response;
    const changed = patchEntry(responseParameters, parameter, operation, noSuchParameter, (text = '') => text);
    return { ...response, responseParameters: changed };
  }
  const contentType = entryKey(path, 'responseTemplates');
  if (contentType !== undefined) {
    const { responseTemplates } = response;
    const changed = patchEntry(responseTemplates, contentType, operation, noSuchContentType, (text) => text || null);
    return { ...response, responseTemplates: changed };
  }
  switch (path) {
    case '/selectionPattern': {
      onlyReplace(operation);
      const { selectionPattern: _, ...rest } = response;
      return value === undefined ? rest : { ...rest, selectionPattern: value };
    }
    case '/contentHandling': {
      onlyReplace(operation);
      const { contentHandling: _, ...rest } = response;
      if (value === undefined || value === '') return rest;
      return { ...rest, contentHandling: patchEnum(value, CONTENT_HANDLING, 'contentHandling') };
    }
    default:
      throw invalidPatchPath(path);
  }
}
