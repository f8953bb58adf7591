import type { EndpointConfig, Scope } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { notFound } from '../errors.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';

const INPUT = structure<{ readonly EndpointConfigName: string }>(['EndpointConfigName'], {
  EndpointConfigName: RESOURCE_NAME,
});

/** The endpoint config that the input of an operation names; the caller must be allowed the operation. */
export function namedEndpointConfig(
  operation: 'DescribeEndpointConfig' | 'DeleteEndpointConfig',
  input: JsonObject,
  caller: VerifiedIdentity,
  ports: SageMakerPorts,
): EndpointConfig {
  const { EndpointConfigName } = readInput(INPUT, input);
  requireAccess(ports, caller, operation, 'endpoint-config', EndpointConfigName);
  return endpointConfigNamed(ports, caller, EndpointConfigName);
}

/** Throws ValidationException when there is no such endpoint config. */
export function endpointConfigNamed({ store }: SageMakerPorts, owner: Scope, name: string): EndpointConfig {
  const config = store.endpointConfigs.get(owner, name);
  if (config === undefined) throw notFound(owner, 'endpoint-config', name);
  return config;
}
