import type { OperationCall } from '../../operation-call.ts';
import { namedResource } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { resourceOutput } from './resource-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export function getResource(call: OperationCall, ports: ApiGatewayPorts): Readonly<Record<string, unknown>> {
  const embedMethods = call.query.get('embed')?.includes('methods') === true;
  return resourceOutput(namedResource(call, ports).resource, embedMethods);
}
