import type { EndpointDocument, PendingUpdate, Scope } from '@portico/store';
import { sagemakerArn } from '../arn.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { updatableEndpoint } from './named-endpoint.ts';

/** Stores what an update is to make ready, and has it done after the caller has been answered. */
export function startUpdate(
  ports: SageMakerPorts,
  owner: Scope,
  endpointName: string,
  pendingOf: (endpoint: EndpointDocument) => Omit<PendingUpdate, 'StartTime'>,
): Output {
  ports.store.transaction(() => {
    const endpoint = updatableEndpoint(ports, owner, endpointName);
    const Pending = pendingOf(endpoint);
    const now = ports.now() / 1000;
    const { FailureReason: _, ...rest } = endpoint;
    ports.store.endpoints.put(owner, endpointName, {
      ...rest,
      EndpointStatus: 'Updating',
      Pending: { ...Pending, StartTime: now },
      LastModifiedTime: now,
    });
  });
  ports.endpointLife.advance(owner, endpointName);
  return { EndpointArn: sagemakerArn(owner, 'endpoint', endpointName) };
}
