/** SageMaker's nouns as stored, spelled as its API spells them (spec: SageMaker, section 2). Times are epoch seconds, fractional. */

export interface SageMakerModel {
  readonly ModelName: string;
  readonly PrimaryContainer: ContainerDefinition;
  readonly ExecutionRoleArn?: string;
  readonly EnableNetworkIsolation?: boolean;
  readonly VpcConfig?: VpcConfig;
  readonly Tags?: readonly SageMakerTag[];
  readonly CreationTime: number;
}

export interface ContainerDefinition {
  readonly ContainerHostname?: string;
  readonly Image?: string;
  readonly Mode?: 'SingleModel';
  /** Where the `model.tar.gz` is: `s3://bucket/key`. */
  readonly ModelDataUrl?: string;
  readonly Environment?: Readonly<Record<string, string>>;
}

export interface VpcConfig {
  readonly SecurityGroupIds: readonly string[];
  readonly Subnets: readonly string[];
}

export interface SageMakerTag {
  readonly Key: string;
  readonly Value: string;
}

/** Never changes but for its tags. */
export interface EndpointConfig {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly ProductionVariantConfig[];
  readonly KmsKeyId?: string;
  readonly Tags?: readonly SageMakerTag[];
  readonly CreationTime: number;
}

export interface ProductionVariantConfig {
  readonly VariantName: string;
  readonly ModelName: string;
  readonly InitialInstanceCount?: number;
  readonly InstanceType?: string;
  /** Finite, 0 or more. */
  readonly InitialVariantWeight: number;
  readonly ServerlessConfig?: ServerlessConfig;
  readonly VolumeSizeInGB?: number;
  readonly ModelDataDownloadTimeoutInSeconds?: number;
  readonly ContainerStartupHealthCheckTimeoutInSeconds?: number;
}

export interface ServerlessConfig {
  readonly MemorySizeInMB: number;
  readonly MaxConcurrency: number;
  readonly ProvisionedConcurrency?: number;
}

export interface EndpointDocument {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly EndpointStatus: EndpointStatus;
  readonly FailureReason?: string;
  /** What is in service, or will be once it was created. */
  readonly Variants: readonly EndpointVariant[];
  /** What an update makes ready while `Variants` serve. */
  readonly Pending?: PendingUpdate;
  readonly Tags?: readonly SageMakerTag[];
  readonly CreationTime: number;
  readonly LastModifiedTime: number;
}

/** A production variant with its model as it was when the endpoint took it: both may be deleted or made anew meanwhile. */
export interface EndpointVariant {
  readonly VariantName: string;
  readonly Model: SageMakerModel;
  /** Finite, 0 or more. */
  readonly Weight: number;
  readonly InstanceCount?: number;
  readonly ServerlessConfig?: ServerlessConfig;
}

export interface PendingUpdate {
  readonly EndpointConfigName: string;
  readonly Variants: readonly EndpointVariant[];
  /** The models stay as they are loaded: only weights and counts change. */
  readonly KeepsModels: boolean;
  readonly StartTime: number;
}

export type EndpointStatus =
  | 'Creating'
  | 'InService'
  | 'Updating'
  | 'SystemUpdating'
  | 'RollingBack'
  | 'Deleting'
  | 'Failed'
  | 'OutOfService'
  | 'UpdateRollbackFailed';
