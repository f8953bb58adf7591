import { GATEWAY_RESPONSE_TYPE_NAMES } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { gatewayResponseOutput } from './gateway-response-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html: all types, by name. */
export function getGatewayResponses(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const api = namedApi(call, ports);
  return page(
    call,
    GATEWAY_RESPONSE_TYPE_NAMES.toSorted(),
    (type) => type,
    (type) => gatewayResponseOutput(api, type),
  );
}
