import type { OperationCall } from '../../operation-call.ts';
import { inputShape } from '../input-shape.ts';
import { namedApi } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { gatewayResponseOutput } from './gateway-response-output.ts';
import { namedResponseType } from './gateway-response-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html: the built-in one if it is not customised. */
export function getGatewayResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const responseType = namedResponseType(call, inputShape('getGatewayResponseInput'));
  return gatewayResponseOutput(namedApi(call, ports), responseType);
}
