import type { OperationCall } from '../../operation-call.ts';
import { changeApi } from '../edit-api.ts';
import { notFound } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedResponseType } from './gateway-response-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html: back to the built-in one. */
export function deleteGatewayResponse(call: OperationCall, ports: ApiGatewayPorts): undefined {
  const responseType = namedResponseType(call, inputShape('deleteGatewayResponseInput'));
  changeApi(call, ports, (api) => {
    const gatewayResponses = api.gatewayResponses.filter((response) => response.responseType !== responseType);
    if (gatewayResponses.length === api.gatewayResponses.length) {
      throw notFound('Gateway response type not defined on api');
    }
    return { ...api, gatewayResponses };
  });
}
