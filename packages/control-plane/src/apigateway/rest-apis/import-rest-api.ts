import type { RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { requirePassRoles } from '../access.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { newRestApiId } from './new-rest-api-id.ts';
import { importParameters, readDefinition } from './read-definition.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html: a whole API, or an error and nothing. */
export function importRestApi(call: OperationCall, ports: ApiGatewayPorts): RestApiOutput {
  const { caller } = call;
  const text = new TextDecoder().decode(call.body);
  const read = readDefinition(ports, caller, newRestApiId(ports), text, importParameters(call));
  requirePassRoles(call, ports, read.api);
  const api: RestApi = { ...read.api, createdDate: ports.now() / 1000 };
  ports.store.apis.put({ accountId: caller.accountId, region: caller.region }, api);
  return {
    ...restApiOutput(api, caller),
    ...(read.warnings.length > 0 && { warnings: read.warnings }),
    ...(Object.keys(api.tags).length > 0 && { tags: api.tags }),
  };
}
