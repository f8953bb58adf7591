import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { authorizerOutput } from './authorizer-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export function getAuthorizers(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  return page(call, namedApi(call, ports).authorizers, ({ id }) => id, authorizerOutput);
}
