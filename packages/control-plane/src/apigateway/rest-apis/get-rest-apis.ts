import type { OperationCall } from '../../operation-call.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export function getRestApis(call: OperationCall, ports: ApiGatewayPorts): Page<RestApiOutput> {
  return page(
    call,
    ports.store.apis.list(call.caller),
    ({ id }) => id,
    (api) => ({
      ...restApiOutput(api, call.caller),
      ...(Object.keys(api.tags).length > 0 && { tags: api.tags }),
    }),
  );
}
