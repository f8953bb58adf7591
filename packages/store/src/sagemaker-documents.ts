/** SageMaker's nouns as stored, spelled as its API spells them (spec: SageMaker, section 2). Times are epoch seconds, fractional. */

export interface SageMakerModel {
  readonly ModelName: string;
  readonly PrimaryContainer: ContainerDefinition;
  readonly ExecutionRoleArn?: string;
  readonly CreationTime: number;
}

export interface ContainerDefinition {
  readonly ContainerHostname?: string;
  readonly Image?: string;
  /** Where the `model.tar.gz` is. */
  readonly ModelDataUrl?: string;
  readonly Environment?: Readonly<Record<string, string>>;
}

export interface EndpointConfig {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly ProductionVariantConfig[];
  readonly CreationTime: number;
}

export interface ProductionVariantConfig {
  readonly VariantName: string;
  readonly ModelName: string;
  readonly InitialVariantWeight: number;
}

export interface EndpointDocument {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly EndpointStatus: EndpointStatus;
  readonly FailureReason?: string;
  /** Variant name to weight, where UpdateEndpointWeightsAndCapacities changed it. */
  readonly DesiredWeights: Readonly<Record<string, number>>;
  readonly CreationTime: number;
  readonly LastModifiedTime: number;
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
