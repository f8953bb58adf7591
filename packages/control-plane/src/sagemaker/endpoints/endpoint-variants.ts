import type { EndpointConfig, EndpointVariant, Scope } from '@portico/store';
import { modelNamed } from '../models/named-model.ts';
import type { SageMakerPorts } from '../ports.ts';

/** The variants of a config with its models as they are now. Throws ValidationException for a model that is gone. */
export function variantsOf(ports: SageMakerPorts, owner: Scope, config: EndpointConfig): readonly EndpointVariant[] {
  return config.ProductionVariants.map(
    ({ VariantName, ModelName, InitialVariantWeight, InitialInstanceCount, ServerlessConfig }) => ({
      VariantName,
      Model: modelNamed(ports, owner, ModelName),
      Weight: InitialVariantWeight,
      ...(InitialInstanceCount !== undefined && { InstanceCount: InitialInstanceCount }),
      ...(ServerlessConfig !== undefined && { ServerlessConfig }),
    }),
  );
}
