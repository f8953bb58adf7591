import type { Integration, Method, Resource, RestApi } from '@portico/api-model';
import type { OperationCall } from '../operation-call.ts';
import type { NamedIntegration, NamedMethod } from './lookup.ts';
import { namedApi, namedIntegration, namedMethod } from './lookup.ts';
import type { ApiGatewayPorts } from './ports.ts';

/** Stores a working copy as the caller's. */
export function saveApi(call: OperationCall, ports: ApiGatewayPorts, api: RestApi): void {
  const { accountId, region } = call.caller;
  ports.store.apis.put({ accountId, region }, api);
}

/**
 * Reads the working copy that the request's path names, changes it and stores it, in one transaction; the changed API.
 * What `change` throws leaves everything as it was.
 */
export function changeApi(
  call: OperationCall,
  ports: ApiGatewayPorts,
  change: (api: RestApi) => RestApi,
  missing?: () => Error,
): RestApi {
  return ports.store.transaction(() => {
    const api = change(namedApi(call, ports, missing));
    saveApi(call, ports, api);
    return api;
  });
}

/** As {@link changeApi}, for the method that the request's path names. */
export function changeMethod(
  call: OperationCall,
  ports: ApiGatewayPorts,
  change: (found: NamedMethod) => Method,
): { readonly resource: Resource; readonly method: Method } {
  return ports.store.transaction(() => {
    const found = namedMethod(call, ports);
    const method = change(found);
    const resource = withMethod(found.resource, method);
    saveApi(call, ports, withResource(found.api, resource));
    return { resource, method };
  });
}

/** As {@link changeApi}, for the integration of the method that the request's path names. */
export function changeIntegration(
  call: OperationCall,
  ports: ApiGatewayPorts,
  change: (found: NamedIntegration) => Integration,
  missingMethod?: () => Error,
): { readonly resource: Resource; readonly integration: Integration } {
  return ports.store.transaction(() => {
    const found = namedIntegration(call, ports, missingMethod);
    const integration = change(found);
    const resource = withMethod(found.resource, { ...found.method, integration });
    saveApi(call, ports, withResource(found.api, resource));
    return { resource, integration };
  });
}

/** The API with this resource in place of the one that has its id. */
export function withResource(api: RestApi, resource: Resource): RestApi {
  return { ...api, resources: api.resources.map((one) => (one.id === resource.id ? resource : one)) };
}

/** The resource with this method, in place of the one of the same verb if there is one. */
export function withMethod(resource: Resource, method: Method): Resource {
  return { ...resource, methods: placed(resource.methods, method, ({ httpMethod }) => httpMethod) };
}

/** The list with `item` in place of the one that has its key, or at the end. */
export function placed<Item>(items: readonly Item[], item: Item, keyOf: (item: Item) => string): readonly Item[] {
  const known = items.some((one) => keyOf(one) === keyOf(item));
  return known ? items.map((one) => (keyOf(one) === keyOf(item) ? item : one)) : [...items, item];
}

/** A new id that none of the things has. */
export function unusedId(ports: ApiGatewayPorts, length: 6 | 10, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = ports.newId(length);
    if (!isTaken(id)) return id;
  }
}
