import type { EndpointDocument, Scope } from '@portico/store';
import { inProgress, notFound, refused } from '../errors.ts';
import type { SageMakerPorts } from '../ports.ts';

/** Throws ValidationException when there is no such endpoint. */
export function endpointNamed(ports: SageMakerPorts, owner: Scope, name: string): EndpointDocument {
  const endpoint = ports.store.endpoints.get(owner, name);
  if (endpoint === undefined) throw notFound(owner, 'endpoint', name);
  return endpoint;
}

/** An endpoint that an update may change: one that is in service (spec: SageMaker, section 2). */
export function updatableEndpoint(ports: SageMakerPorts, owner: Scope, name: string): EndpointDocument {
  const endpoint = endpointNamed(ports, owner, name);
  if (endpoint.EndpointStatus === 'InService') return endpoint;
  // TODO(aws-verify): the text for an endpoint that only can be deleted
  if (endpoint.EndpointStatus === 'Failed') throw refused(`Cannot update failed endpoint "${name}". Delete it.`);
  throw inProgress(owner, name);
}
