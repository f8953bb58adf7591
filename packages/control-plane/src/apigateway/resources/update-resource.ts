import type { Resource, RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { saveApi, withResource } from '../edit-api.ts';
import { badRequest, noSuchResource } from '../errors.ts';
import { namedResource } from '../lookup.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { resourceOutput } from './resource-output.ts';
import { checkPlace, childPath, subtreeIds } from './resource-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html: a move takes everything below along. */
export function updateResource(call: OperationCall, ports: ApiGatewayPorts): Readonly<Record<string, unknown>> {
  const operations = readPatchOperations(call.body, 'updateResourceInput');
  return ports.store.transaction(() => {
    const { api, resource } = namedResource(call, ports);
    const moved = patchSimple(resource, operations, {
      '/parentId': (one, value) => withParent(api, one, value),
      '/pathPart': (one, value = '') => {
        if (one.parentId === undefined) throw badRequest('Root resource cannot update its pathPart.');
        return { ...one, pathPart: value };
      },
    });
    if (moved.parentId !== undefined) checkPlace(api, moved);
    const changed = withPaths(withResource(api, moved), moved.id);
    saveApi(call, ports, changed);
    return resourceOutput(changed.resources.find(({ id }) => id === moved.id) ?? moved, false);
  });
}

function withParent(api: RestApi, resource: Resource, parentId: string | undefined): Resource {
  if (resource.parentId === undefined) throw badRequest('Root resource cannot update its parentId.');
  if (parentId === undefined || !api.resources.some(({ id }) => id === parentId)) throw noSuchResource();
  if (subtreeIds(api, resource.id).has(parentId)) throw badRequest('Resources cannot be cyclical.');
  return { ...resource, parentId };
}

/** The API with the paths of a resource and of everything below it as its path parts have them. */
function withPaths(api: RestApi, rootId: string): RestApi {
  const byId = new Map(api.resources.map((resource) => [resource.id, resource]));
  // The set's order is parents before children.
  for (const id of subtreeIds(api, rootId)) {
    const resource = byId.get(id);
    const parent = byId.get(resource?.parentId ?? '');
    if (resource?.pathPart === undefined || parent === undefined) continue;
    byId.set(id, { ...resource, path: childPath(parent, resource.pathPart) });
  }
  return { ...api, resources: [...byId.values()] };
}
