import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { apiKeyOutput } from './api-key-output.ts';
import { namedApiKey } from './api-key-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export function getApiKey(call: OperationCall, ports: ApiGatewayPorts): Output {
  const key = namedApiKey(call, ports);
  return { ...apiKeyOutput(key, queryValue(call, 'includeValue') === 'true'), tags: key.tags };
}
