import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { resourceOutput } from './resource-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export function getResources(call: OperationCall, ports: ApiGatewayPorts): Page<Readonly<Record<string, unknown>>> {
  const { resources } = namedApi(call, ports);
  const embedMethods = call.query.get('embed')?.includes('methods') === true;
  return page(
    call,
    resources,
    ({ id }) => id,
    (resource) => resourceOutput(resource, embedMethods),
  );
}
