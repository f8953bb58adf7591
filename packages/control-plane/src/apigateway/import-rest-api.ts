import type { OperationCall } from '../operation-call.ts';
import { importApi } from './import-api.ts';
import type { ApiGatewayPorts } from './ports.ts';
import { importParameters } from './read-definition.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export function importRestApi(call: OperationCall, ports: ApiGatewayPorts): RestApiOutput {
  const text = new TextDecoder().decode(call.body);
  const { api, warnings } = importApi(ports, call.caller, text, importParameters(call));
  return {
    ...restApiOutput(api, call.caller),
    ...(warnings.length > 0 && { warnings }),
    ...(Object.keys(api.tags).length > 0 && { tags: api.tags }),
  };
}
