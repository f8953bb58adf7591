import type { GatewayResponse } from '@portico/api-model';
import { parseInput, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { changeApi, placed } from '../edit-api.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { gatewayResponseOutput } from './gateway-response-output.ts';
import { checkGatewayResponse, namedResponseType } from './gateway-response-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html: takes the place of an earlier one as a whole. */
export function putGatewayResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const shape = inputShape('putGatewayResponseInput');
  const statusCode = readString(input, 'statusCode');
  shape.statusCode('statusCode', statusCode);
  const responseType = namedResponseType(call, shape);
  shape.refuse();
  const response: GatewayResponse = {
    responseType,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: readStringMap(input, 'responseParameters') ?? {},
    responseTemplates: readStringMap(input, 'responseTemplates') ?? {},
  };
  const changed = changeApi(call, ports, (api) => {
    checkGatewayResponse(response);
    return { ...api, gatewayResponses: placed(api.gatewayResponses, response, (one) => one.responseType) };
  });
  return gatewayResponseOutput(changed, responseType);
}
