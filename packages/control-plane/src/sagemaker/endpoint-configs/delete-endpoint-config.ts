import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { namedEndpointConfig } from './named-endpoint-config.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html: an endpoint that was made from it lives on, and cannot be updated any more. */
export function deleteEndpointConfig(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { EndpointConfigName } = namedEndpointConfig('DeleteEndpointConfig', input, caller, ports);
  ports.store.endpointConfigs.delete(caller, EndpointConfigName);
  return undefined;
}
