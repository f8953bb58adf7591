import type { OperationCall } from '../../operation-call.ts';
import { saveApi } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import { namedResource } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { subtreeIds } from './resource-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html: with everything below it. */
export function deleteResource(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { api, resource } = namedResource(call, ports);
    // TODO(aws-verify): the text
    if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted.');
    const gone = subtreeIds(api, resource.id);
    saveApi(call, ports, { ...api, resources: api.resources.filter(({ id }) => !gone.has(id)) });
  });
}
