import type { MethodResponse } from '@portico/api-model';
import { parseInput, readBooleanMap, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { changeMethod } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { checkModels, checkResponseHeaders } from './parameter-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html: echoes empty maps that were given. */
export function putMethodResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const statusCode = label(call, 'status_code');
  const shape = inputShape('putMethodResponseInput');
  shape.statusCodeLabel(statusCode);
  shape.refuse();
  const responseParameters = readBooleanMap(input, 'responseParameters');
  const responseModels = readStringMap(input, 'responseModels');
  changeMethod(call, ports, ({ api, method }) => {
    if (method.methodResponses.some((response) => response.statusCode === statusCode)) {
      throw conflict('Response already exists for this resource');
    }
    checkResponseHeaders(responseParameters ?? {});
    checkModels(api, responseModels ?? {});
    const response: MethodResponse = {
      statusCode,
      responseParameters: responseParameters ?? {},
      responseModels: responseModels ?? {},
    };
    return { ...method, methodResponses: [...method.methodResponses, response] };
  });
  return {
    statusCode,
    ...(responseParameters !== undefined && { responseParameters }),
    ...(responseModels !== undefined && { responseModels }),
  };
}
