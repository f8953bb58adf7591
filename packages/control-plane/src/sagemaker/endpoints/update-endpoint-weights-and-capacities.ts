import type { EndpointVariant } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { refused } from '../errors.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { integer, list, number, readInput, structure } from '../shape.ts';
import { startUpdate } from './start-update.ts';

interface DesiredWeightAndCapacity {
  readonly VariantName: string;
  readonly DesiredWeight?: number;
  readonly DesiredInstanceCount?: number;
  readonly ServerlessUpdateConfig?: ServerlessUpdateConfig;
}

interface ServerlessUpdateConfig {
  readonly MaxConcurrency?: number;
  readonly ProvisionedConcurrency?: number;
}

interface UpdateInput {
  readonly EndpointName: string;
  readonly DesiredWeightsAndCapacities: readonly DesiredWeightAndCapacity[];
}

const INPUT = structure<UpdateInput>(['EndpointName', 'DesiredWeightsAndCapacities'], {
  EndpointName: RESOURCE_NAME,
  DesiredWeightsAndCapacities: list(
    structure<DesiredWeightAndCapacity>(['VariantName'], {
      VariantName: RESOURCE_NAME,
      DesiredWeight: number({ min: 0 }),
      DesiredInstanceCount: integer({ min: 0 }),
      ServerlessUpdateConfig: structure<ServerlessUpdateConfig>([], {
        MaxConcurrency: integer({ min: 1, max: 200 }),
        ProvisionedConcurrency: integer({ min: 1, max: 200 }),
      }),
    }),
    { min: 1 },
  ),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html: acts without loading anything. */
export function updateEndpointWeightsAndCapacities(
  input: JsonObject,
  caller: VerifiedIdentity,
  ports: SageMakerPorts,
): Output {
  const { EndpointName, DesiredWeightsAndCapacities } = readInput(INPUT, input);
  requireAccess(ports, caller, 'UpdateEndpointWeightsAndCapacities', 'endpoint', EndpointName);
  return startUpdate(ports, caller, EndpointName, ({ EndpointConfigName, Variants }) => ({
    EndpointConfigName,
    Variants: DesiredWeightsAndCapacities.reduce(changed, Variants),
    KeepsModels: true,
  }));
}

function changed(variants: readonly EndpointVariant[], desired: DesiredWeightAndCapacity): readonly EndpointVariant[] {
  const { VariantName, DesiredWeight, DesiredInstanceCount, ServerlessUpdateConfig } = desired;
  // TODO(aws-verify): the text
  if (!variants.some((variant) => variant.VariantName === VariantName)) {
    throw refused(`The variant name(s) "${VariantName}" is/are not present within endpoint configuration.`);
  }
  return variants.map((variant) => {
    if (variant.VariantName !== VariantName) return variant;
    return {
      ...variant,
      ...(DesiredWeight !== undefined && { Weight: DesiredWeight }),
      ...(DesiredInstanceCount !== undefined && { InstanceCount: DesiredInstanceCount }),
      ...(ServerlessUpdateConfig !== undefined &&
        variant.ServerlessConfig !== undefined && {
          ServerlessConfig: { ...variant.ServerlessConfig, ...ServerlessUpdateConfig },
        }),
    };
  });
}
