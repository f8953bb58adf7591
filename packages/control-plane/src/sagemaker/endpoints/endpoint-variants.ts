import type { EndpointConfig, EndpointVariant, Scope } from '@portico/store';
import { notFound } from '../errors.ts';
import type { SageMakerPorts } from '../ports.ts';

/** An endpoint config that an operation asks for. Throws ValidationException when it is not there. */
export function endpointConfigNamed(ports: SageMakerPorts, owner: Scope, name: string): EndpointConfig {
  const config = ports.store.endpointConfigs.get(owner, name);
  if (config === undefined) throw notFound(owner, 'endpoint-config', name);
  return config;
}

/** The variants of a config with its models as they are now. Throws ValidationException for a model that is gone. */
export function variantsOf(ports: SageMakerPorts, owner: Scope, config: EndpointConfig): readonly EndpointVariant[] {
  return config.ProductionVariants.map(
    ({ VariantName, ModelName, InitialVariantWeight, InitialInstanceCount, ServerlessConfig }) => {
      const Model = ports.store.sagemakerModels.get(owner, ModelName);
      if (Model === undefined) throw notFound(owner, 'model', ModelName);
      return {
        VariantName,
        Model,
        Weight: InitialVariantWeight,
        ...(InitialInstanceCount !== undefined && { InstanceCount: InitialInstanceCount }),
        ...(ServerlessConfig !== undefined && { ServerlessConfig }),
      };
    },
  );
}
