import type { MethodResponse } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeMethod, placed } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import { patchMaps } from '../patch-members.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { invalidPatchPath } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedMethodResponse } from './get-method-response.ts';
import { methodResponseOutput } from './method-output.ts';
import { checkModels, checkResponseHeaders } from './parameter-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html (its status is 201, unlike other updates). */
export function updateMethodResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateMethodResponseInput');
  const { method } = changeMethod(call, ports, (found) => {
    const response = operations.reduce(patchMethodResponse, namedMethodResponse(call, found));
    checkResponseHeaders(response.responseParameters);
    checkModels(found.api, response.responseModels);
    const methodResponses = placed(found.method.methodResponses, response, ({ statusCode }) => statusCode);
    return { ...found.method, methodResponses };
  });
  return methodResponseOutput(namedMethodResponse(call, { method }));
}

function patchMethodResponse(response: MethodResponse, operation: PatchOperation): MethodResponse {
  const patched = patchMaps(response, operation, {
    responseParameters: (text) => text === 'true',
    responseModels: (text = '') => text,
  });
  if (patched === undefined) throw invalidPatchPath(operation.path);
  return patched;
}
