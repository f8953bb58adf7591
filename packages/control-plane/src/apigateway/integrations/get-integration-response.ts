import type { OperationCall } from '../../operation-call.ts';
import { namedIntegration } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { integrationResponseOutput } from './integration-output.ts';
import { namedIntegrationResponse } from './integration-response-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
export function getIntegrationResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  return integrationResponseOutput(namedIntegrationResponse(call, namedIntegration(call, ports)));
}
