import type { ProductionVariantConfig, SageMakerTag, ServerlessConfig } from '@portico/store';
import { MODEL_NAME, RESOURCE_NAME } from '../names.ts';
import type { Shape } from '../shape.ts';
import { ANYTHING, BOOLEAN, integer, list, number, oneOf, structure, text } from '../shape.ts';
import { TAGS } from '../tags/tags.ts';
import { INSTANCE_TYPES } from './instance-types.ts';

export interface CreateEndpointConfigInput {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly VariantInput[];
  readonly Tags?: readonly SageMakerTag[];
  readonly KmsKeyId?: string;
  readonly DataCaptureConfig?: { readonly EnableCapture?: boolean };
  readonly AsyncInferenceConfig?: unknown;
  readonly ExplainerConfig?: unknown;
  readonly ShadowProductionVariants?: readonly unknown[];
  readonly ExecutionRoleArn?: string;
  readonly VpcConfig?: unknown;
  readonly EnableNetworkIsolation?: boolean;
}

export interface VariantInput extends Omit<ProductionVariantConfig, 'ModelName' | 'InitialVariantWeight'> {
  readonly ModelName?: string;
  readonly InitialVariantWeight?: number;
  readonly AcceleratorType?: string;
  readonly ManagedInstanceScaling?: { readonly Status?: string };
  readonly RoutingConfig?: { readonly RoutingStrategy?: string };
}

const SECONDS = integer({ min: 60, max: 3600 });

export const SERVERLESS_CONFIG: Shape<ServerlessConfig> = structure<ServerlessConfig>(
  ['MemorySizeInMB', 'MaxConcurrency'],
  {
    MemorySizeInMB: integer({ min: 1024, max: 6144 }),
    MaxConcurrency: integer({ min: 1, max: 200 }),
    ProvisionedConcurrency: integer({ min: 1, max: 200 }),
  },
);

const VARIANT: Shape<VariantInput> = structure<VariantInput>(['VariantName'], {
  VariantName: RESOURCE_NAME,
  ModelName: MODEL_NAME,
  InitialInstanceCount: integer({ min: 1 }),
  InstanceType: oneOf(INSTANCE_TYPES),
  InitialVariantWeight: number({ min: 0 }),
  AcceleratorType: text(),
  ServerlessConfig: SERVERLESS_CONFIG,
  VolumeSizeInGB: integer({ min: 1, max: 512 }),
  ModelDataDownloadTimeoutInSeconds: SECONDS,
  ContainerStartupHealthCheckTimeoutInSeconds: SECONDS,
  ManagedInstanceScaling: structure<{ readonly Status?: string }>([], { Status: oneOf(['ENABLED', 'DISABLED']) }),
  RoutingConfig: structure<{ readonly RoutingStrategy?: string }>(['RoutingStrategy'], {
    RoutingStrategy: oneOf(['LEAST_OUTSTANDING_REQUESTS', 'RANDOM']),
  }),
});

export const CREATE_ENDPOINT_CONFIG_INPUT: Shape<CreateEndpointConfigInput> = structure<CreateEndpointConfigInput>(
  ['EndpointConfigName', 'ProductionVariants'],
  {
    EndpointConfigName: RESOURCE_NAME,
    ProductionVariants: list(VARIANT, { min: 1, max: 10 }),
    Tags: TAGS,
    KmsKeyId: text({ max: 2048, pattern: '^[a-zA-Z0-9:/_-]*$' }),
    DataCaptureConfig: structure<{ readonly EnableCapture?: boolean }>([], { EnableCapture: BOOLEAN }),
    AsyncInferenceConfig: ANYTHING,
    ExplainerConfig: ANYTHING,
    ShadowProductionVariants: list(ANYTHING, { max: 10 }),
    ExecutionRoleArn: text({ max: 2048 }),
    VpcConfig: ANYTHING,
    EnableNetworkIsolation: BOOLEAN,
  },
);
