import type { OperationCall } from '../../operation-call.ts';
import { changeMethod } from '../edit-api.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedMethodResponse } from './get-method-response.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
export function deleteMethodResponse(call: OperationCall, ports: ApiGatewayPorts): undefined {
  changeMethod(call, ports, (found) => {
    const gone = namedMethodResponse(call, found);
    return { ...found.method, methodResponses: found.method.methodResponses.filter((one) => one !== gone) };
  });
}
