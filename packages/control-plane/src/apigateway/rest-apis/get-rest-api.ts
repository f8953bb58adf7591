import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export function getRestApi(call: OperationCall, ports: ApiGatewayPorts): RestApiOutput {
  const api = namedApi(call, ports);
  return { ...restApiOutput(api, call.caller), tags: api.tags };
}
