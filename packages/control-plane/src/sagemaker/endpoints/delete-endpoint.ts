import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { inProgress } from '../errors.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';
import { endpointNamed } from './named-endpoint.ts';

const INPUT = structure<{ readonly EndpointName: string }>(['EndpointName'], { EndpointName: RESOURCE_NAME });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html: requests fail at once, then the name is free. Config and models stay. */
export function deleteEndpoint(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { EndpointName } = readInput(INPUT, input);
  requireAccess(ports, caller, 'DeleteEndpoint', 'endpoint', EndpointName);
  ports.store.transaction(() => {
    const endpoint = endpointNamed(ports, caller, EndpointName);
    const { EndpointStatus } = endpoint;
    if (EndpointStatus === 'Creating' || EndpointStatus === 'Updating' || EndpointStatus === 'RollingBack') {
      throw inProgress(caller, EndpointName);
    }
    ports.store.endpoints.put(caller, EndpointName, {
      ...endpoint,
      EndpointStatus: 'Deleting',
      LastModifiedTime: ports.now() / 1000,
    });
  });
  ports.endpointLife.advance(caller, EndpointName);
  return undefined;
}
