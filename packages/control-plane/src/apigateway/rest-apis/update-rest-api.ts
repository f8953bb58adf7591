import type { OperationCall } from '../../operation-call.ts';
import { changeApi } from '../edit-api.ts';
import { readPatchOperations } from '../patch-operations.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { patchRestApi } from './patch-rest-api.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html: changes the working copy, never a deployment. */
export function updateRestApi(call: OperationCall, ports: ApiGatewayPorts): RestApiOutput {
  const operations = readPatchOperations(call.body, 'updateRestApiInput');
  const api = changeApi(call, ports, (existing) => patchRestApi(existing, operations));
  return { ...restApiOutput(api, call.caller), tags: api.tags };
}
