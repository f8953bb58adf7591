import type { GatewayResponse } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeApi, placed } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
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
} from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { builtInGatewayResponse, gatewayResponseOutput } from './gateway-response-output.ts';
import { checkGatewayResponse, namedResponseType } from './gateway-response-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html: starts from the built-in one if there is no other. */
export function updateGatewayResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateGatewayResponseInput');
  const responseType = namedResponseType(call, inputShape('updateGatewayResponseInput'));
  const changed = changeApi(call, ports, (api) => {
    const existing = api.gatewayResponses.find((response) => response.responseType === responseType);
    const patched = operations.reduce(patchGatewayResponse, existing ?? builtInGatewayResponse(responseType));
    checkGatewayResponse(patched);
    return { ...api, gatewayResponses: placed(api.gatewayResponses, patched, (one) => one.responseType) };
  });
  return gatewayResponseOutput(changed, responseType);
}

function patchGatewayResponse(response: GatewayResponse, operation: PatchOperation): GatewayResponse {
  const { path, value } = operation;
  const parameter = entryKey(path, 'responseParameters');
  if (parameter !== undefined) {
    const { responseParameters } = response;
    const read = filledValue('responseParameters');
    return {
      ...response,
      responseParameters: patchEntry(responseParameters, parameter, operation, noSuchParameter, read),
    };
  }
  const contentType = entryKey(path, 'responseTemplates');
  if (contentType !== undefined) {
    const { responseTemplates } = response;
    const read = filledValue('responseTemplates');
    return {
      ...response,
      responseTemplates: patchEntry(responseTemplates, contentType, operation, noSuchContentType, read),
    };
  }
  if (path !== '/statusCode') throw invalidPatchPath(path);
  onlyReplace(operation);
  const { statusCode: _, ...rest } = response;
  if (value === undefined || value === '') return rest;
  // TODO(aws-verify): the text
  if (!/^[1-5]\d\d$/.test(value)) throw badRequest(`Invalid status code specified: ${value}`);
  return { ...rest, statusCode: value };
}

function filledValue(name: string): (text: string | undefined) => string {
  return (text) => {
    if (text === undefined || text === '') throw badRequest(`Invalid null or empty value in ${name}`);
    return text;
  };
}
