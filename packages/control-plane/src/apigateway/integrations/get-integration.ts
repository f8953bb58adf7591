import type { OperationCall } from '../../operation-call.ts';
import { namedIntegration } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { integrationOutput } from './integration-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export function getIntegration(call: OperationCall, ports: ApiGatewayPorts): Output {
  const { resource, integration } = namedIntegration(call, ports);
  return integrationOutput(integration, resource.id);
}
