import type { GatewayResponse } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeApi, placed } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import { patchMaps, patchMember, withMember } from '../patch-members.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
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
  const patched = patchMaps(response, operation, {
    responseParameters: filledValue('responseParameters'),
    responseTemplates: filledValue('responseTemplates'),
  });
  return patched ?? patchMember(response, operation, { '/statusCode': replaceStatusCode });
}

function replaceStatusCode(response: GatewayResponse, value: string | undefined): GatewayResponse {
  // TODO(aws-verify): the text
  if (value !== undefined && value !== '' && !/^[1-5]\d\d$/.test(value)) {
    throw badRequest(`Invalid status code specified: ${value}`);
  }
  return withMember(response, 'statusCode', value === '' ? undefined : value);
}

function filledValue(name: string): (text: string | undefined) => string {
  return (text) => {
    if (text === undefined || text === '') throw badRequest(`Invalid null or empty value in ${name}`);
    return text;
  };
}
