import type { Integration, Method, Resource, RestApi, Stage } from '@portico/api-model';
import type { OperationCall } from '../operation-call.ts';
import { label } from '../operation-call.ts';
import { noSuchApi, noSuchIntegration, noSuchMethod, noSuchResource, noSuchStage } from './errors.ts';
import type { ApiGatewayPorts } from './ports.ts';

/** The API that the request's path names. Another account's API, or another region's, is as missing as one that never was. */
export function findApi(call: OperationCall, ports: ApiGatewayPorts, restApiId: string): RestApi | undefined {
  const owned = ports.store.apis.get(restApiId);
  const visible = owned?.accountId === call.caller.accountId && owned.region === call.caller.region;
  return visible ? owned.api : undefined;
}

/** @param missing the service's error for an API that is not there, where it differs from the usual one */
export function namedApi(call: OperationCall, ports: ApiGatewayPorts, missing?: () => Error): RestApi {
  const restApiId = label(call, 'restapi_id');
  const api = findApi(call, ports, restApiId);
  if (api === undefined) throw missing?.() ?? noSuchApi(call.caller.accountId, restApiId);
  return api;
}

export interface NamedResource {
  readonly api: RestApi;
  readonly resource: Resource;
}

/** The resource that the request's path names; an API that is missing counts as a missing resource. */
export function namedResource(
  call: OperationCall,
  ports: ApiGatewayPorts,
  labelName: 'resource_id' | 'parent_id' = 'resource_id',
): NamedResource {
  const api = namedApi(call, ports, noSuchResource);
  const resourceId = label(call, labelName);
  const resource = api.resources.find(({ id }) => id === resourceId);
  if (resource === undefined) throw noSuchResource();
  return { api, resource };
}

export interface NamedMethod extends NamedResource {
  readonly method: Method;
}

/** The method that the request's path names, by its exact verb. */
export function namedMethod(
  call: OperationCall,
  ports: ApiGatewayPorts,
  missing: () => Error = noSuchMethod,
): NamedMethod {
  const found = namedResource(call, ports);
  const verb = label(call, 'http_method');
  const method = found.resource.methods.find(({ httpMethod }) => httpMethod === verb);
  if (method === undefined) throw missing();
  return { ...found, method };
}

export interface NamedIntegration extends NamedMethod {
  readonly integration: Integration;
}

export function namedIntegration(
  call: OperationCall,
  ports: ApiGatewayPorts,
  missingMethod?: () => Error,
): NamedIntegration {
  const found = namedMethod(call, ports, missingMethod);
  const { integration } = found.method;
  if (integration === undefined) throw noSuchIntegration();
  return { ...found, integration };
}

/** The stage that the request's path names, of an API of the caller's. */
export function namedStage(call: OperationCall, ports: ApiGatewayPorts): Stage {
  const api = namedApi(call, ports);
  const stage = ports.store.stages.get(api.id, label(call, 'stage_name'));
  if (stage === undefined) throw noSuchStage();
  return stage;
}
