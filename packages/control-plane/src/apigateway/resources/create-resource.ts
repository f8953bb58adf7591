import type { Resource } from '@portico/api-model';
import { parseInput, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { saveApi, unusedId } from '../edit-api.ts';
import { inputShape } from '../input-shape.ts';
import { namedResource } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { resourceOutput } from './resource-output.ts';
import { checkPlace, childPath } from './resource-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export function createResource(call: OperationCall, ports: ApiGatewayPorts): Readonly<Record<string, unknown>> {
  const shape = inputShape('createResourceInput');
  const pathPart = shape.required('pathPart', readString(parseInput(call.body), 'pathPart'));
  shape.refuse();
  return ports.store.transaction(() => {
    const { api, resource: parent } = namedResource(call, ports, 'parent_id');
    const resource: Resource = {
      id: unusedId(ports, 6, (id) => api.resources.some((one) => one.id === id)),
      parentId: parent.id,
      pathPart,
      path: childPath(parent, pathPart),
      methods: [],
    };
    checkPlace(api, resource);
    saveApi(call, ports, { ...api, resources: [...api.resources, resource] });
    return resourceOutput(resource, false);
  });
}
