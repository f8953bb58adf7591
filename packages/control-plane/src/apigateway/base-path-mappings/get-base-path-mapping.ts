import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { basePathMappingOutput, namedMapping } from './base-path-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMapping.html */
export function getBasePathMapping(call: OperationCall, ports: ApiGatewayPorts): Output {
  return basePathMappingOutput(namedMapping(call, ports).mapping);
}
