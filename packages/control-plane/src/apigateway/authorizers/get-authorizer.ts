import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { authorizerOutput } from './authorizer-output.ts';
import { namedAuthorizer } from './named-authorizer.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
export function getAuthorizer(call: OperationCall, ports: ApiGatewayPorts): Output {
  return authorizerOutput(namedAuthorizer(call, ports).authorizer);
}
