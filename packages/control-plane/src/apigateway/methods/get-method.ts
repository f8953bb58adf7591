import type { OperationCall } from '../../operation-call.ts';
import { namedMethod } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { methodOutput } from './method-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export function getMethod(call: OperationCall, ports: ApiGatewayPorts): Output {
  const { resource, method } = namedMethod(call, ports);
  return methodOutput(method, resource.id);
}
