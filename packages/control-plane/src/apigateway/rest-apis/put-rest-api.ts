import type { RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { requirePassRoles } from '../access.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { adoptIds } from './adopt-ids.ts';
import { mergeApi } from './merge-api.ts';
import { importParameters, putMode, readDefinition } from './read-definition.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';

/**
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html: changes the working copy, never a deployment.
 * The document is read before the API is looked for: a bad document is reported for an unknown API too.
 */
export function putRestApi(call: OperationCall, ports: ApiGatewayPorts): RestApiOutput {
  const mode = putMode(call);
  const text = new TextDecoder().decode(call.body);
  const read = readDefinition(ports, call.caller, label(call, 'restapi_id'), text, importParameters(call));
  requirePassRoles(call, ports, read.api);
  const api = ports.store.transaction((): RestApi => {
    const existing = namedApi(call, ports);
    const imported = adoptIds(read.api, existing);
    // Endpoint settings stay as they are in both modes (spec: control plane, section 6).
    const { createdDate, endpointTypes, ipAddressType, vpcEndpointIds, disableExecuteApiEndpoint } = existing;
    const { vpcEndpointIds: _, ...definition } = mode === 'merge' ? mergeApi(existing, imported) : imported;
    const changed: RestApi = {
      ...definition,
      createdDate,
      endpointTypes,
      ...(ipAddressType !== undefined && { ipAddressType }),
      ...(vpcEndpointIds !== undefined && { vpcEndpointIds }),
      disableExecuteApiEndpoint,
      tags: { ...existing.tags, ...imported.tags },
    };
    ports.store.apis.put({ accountId: call.caller.accountId, region: call.caller.region }, changed);
    return changed;
  });
  return {
    ...restApiOutput(api, call.caller),
    ...(read.warnings.length > 0 && { warnings: read.warnings }),
    tags: api.tags,
  };
}
