import type { EndpointVariant } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import { refused } from '../errors.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { integer, list, number, readInput, structure } from '../shape.ts';
import { updatableEndpoint } from './named-endpoint.ts';

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
  ports.store.transaction(() => {
    const endpoint = updatableEndpoint(ports, caller, EndpointName);
    const now = ports.now() / 1000;
    const { FailureReason: _, ...rest } = endpoint;
    ports.store.endpoints.put(caller, EndpointName, {
      ...rest,
      EndpointStatus: 'Updating',
      Pending: {
        EndpointConfigName: endpoint.EndpointConfigName,
        Variants: DesiredWeightsAndCapacities.reduce(changed, endpoint.Variants),
        KeepsModels: true,
        StartTime: now,
      },
      LastModifiedTime: now,
    });
  });
  ports.endpointLife.advance(caller, EndpointName);
  return { EndpointArn: sagemakerArn(caller, 'endpoint', EndpointName) };
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
