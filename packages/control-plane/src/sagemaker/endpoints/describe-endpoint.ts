import type { EndpointDocument, EndpointVariant } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';
import { endpointNamed } from './named-endpoint.ts';

const INPUT = structure<{ readonly EndpointName: string }>(['EndpointName'], { EndpointName: RESOURCE_NAME });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export function describeEndpoint(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { EndpointName } = readInput(INPUT, input);
  requireAccess(ports, caller, 'DescribeEndpoint', 'endpoint', EndpointName);
  const endpoint = endpointNamed(ports, caller, EndpointName);
  return {
    EndpointName,
    EndpointArn: sagemakerArn(caller, 'endpoint', EndpointName),
    EndpointConfigName: endpoint.EndpointConfigName,
    ...(isServed(endpoint) && { ProductionVariants: endpoint.Variants.map((one) => variantOutput(one, endpoint)) }),
    EndpointStatus: endpoint.EndpointStatus,
    ...(endpoint.FailureReason !== undefined && { FailureReason: endpoint.FailureReason }),
    CreationTime: endpoint.CreationTime,
    LastModifiedTime: endpoint.LastModifiedTime,
    ...pendingOutput(endpoint),
  };
}

function isServed({ EndpointStatus }: EndpointDocument): boolean {
  return EndpointStatus !== 'Creating' && EndpointStatus !== 'Failed';
}

function variantOutput(variant: EndpointVariant, endpoint: EndpointDocument): Output {
  const desired = endpoint.Pending?.Variants.find(({ VariantName }) => VariantName === variant.VariantName) ?? variant;
  return {
    VariantName: variant.VariantName,
    ...images(variant, endpoint.CreationTime),
    CurrentWeight: variant.Weight,
    DesiredWeight: desired.Weight,
    ...(variant.InstanceCount !== undefined && {
      CurrentInstanceCount: variant.InstanceCount,
      DesiredInstanceCount: desired.InstanceCount ?? variant.InstanceCount,
    }),
    ...(variant.ServerlessConfig !== undefined && {
      CurrentServerlessConfig: variant.ServerlessConfig,
      DesiredServerlessConfig: desired.ServerlessConfig ?? variant.ServerlessConfig,
    }),
  };
}

/** What is on its way: the first deployment, or an update. */
function pendingOutput(endpoint: EndpointDocument): Output {
  const isCreating = endpoint.EndpointStatus === 'Creating';
  const { EndpointConfigName, Variants, StartTime } = isCreating
    ? { ...endpoint, StartTime: endpoint.CreationTime }
    : (endpoint.Pending ?? {});
  if (Variants === undefined) return {};
  return {
    PendingDeploymentSummary: {
      EndpointConfigName,
      ProductionVariants: Variants.map((variant) => ({
        VariantName: variant.VariantName,
        ...images(variant, StartTime),
        DesiredWeight: variant.Weight,
        ...(variant.InstanceCount !== undefined && { DesiredInstanceCount: variant.InstanceCount }),
        ...(variant.ServerlessConfig !== undefined && { DesiredServerlessConfig: variant.ServerlessConfig }),
        VariantStatus: [{ Status: isCreating ? 'Creating' : 'Updating', StartTime }],
      })),
      StartTime,
    },
  };
}

function images({ Model }: EndpointVariant, ResolutionTime: number | undefined): Output {
  const { Image } = Model.PrimaryContainer;
  if (Image === undefined) return {};
  return { DeployedImages: [{ SpecifiedImage: Image, ResolvedImage: Image, ResolutionTime }] };
}
