import type { ContainerDefinition, SageMakerTag, VpcConfig } from '@portico/store';
import { MODEL_NAME, RESOURCE_NAME, ROLE_ARN } from '../names.ts';
import type { Shape } from '../shape.ts';
import { ANYTHING, BOOLEAN, list, map, oneOf, structure, text } from '../shape.ts';
import { TAGS } from '../tags/tags.ts';

export interface CreateModelInput {
  readonly ModelName: string;
  readonly PrimaryContainer?: ContainerInput;
  readonly Containers?: readonly ContainerInput[];
  readonly InferenceExecutionConfig?: unknown;
  readonly ExecutionRoleArn?: string;
  readonly EnableNetworkIsolation?: boolean;
  readonly VpcConfig?: VpcConfig;
  readonly Tags?: readonly SageMakerTag[];
}

export interface ContainerInput extends Omit<ContainerDefinition, 'Mode'> {
  readonly Mode?: 'SingleModel' | 'MultiModel';
  readonly ImageConfig?: unknown;
  readonly ModelDataSource?: ModelDataSource;
  readonly AdditionalModelDataSources?: readonly unknown[];
  readonly ModelPackageName?: string;
  readonly InferenceSpecificationName?: string;
  readonly MultiModelConfig?: unknown;
}

export interface ModelDataSource {
  readonly S3DataSource?: {
    readonly S3Uri: string;
    readonly S3DataType: 'S3Object' | 'S3Prefix';
    readonly CompressionType: 'Gzip' | 'None';
    readonly ModelAccessConfig?: unknown;
    readonly HubAccessConfig?: unknown;
    readonly ManifestS3Uri?: string;
    readonly ETag?: string;
    readonly ManifestEtag?: string;
  };
}

const URL_PATTERN = '^(https|s3)://([^/]+)/?(.*)$';

const S3_DATA_SOURCE = structure<NonNullable<ModelDataSource['S3DataSource']>>(
  ['S3Uri', 'S3DataType', 'CompressionType'],
  {
    S3Uri: text({ max: 1024, pattern: URL_PATTERN }),
    S3DataType: oneOf(['S3Prefix', 'S3Object']),
    CompressionType: oneOf(['None', 'Gzip']),
    ModelAccessConfig: ANYTHING,
    HubAccessConfig: ANYTHING,
    ManifestS3Uri: text({ max: 1024 }),
    ETag: text(),
    ManifestEtag: text(),
  },
);

const CONTAINER: Shape<ContainerInput> = structure<ContainerInput>([], {
  ContainerHostname: RESOURCE_NAME,
  Image: text({ max: 255, pattern: '[\\S]+' }),
  ImageConfig: ANYTHING,
  Mode: oneOf(['SingleModel', 'MultiModel']),
  ModelDataUrl: text({ max: 1024, pattern: URL_PATTERN }),
  ModelDataSource: structure<ModelDataSource>([], { S3DataSource: S3_DATA_SOURCE }),
  AdditionalModelDataSources: list(ANYTHING, { max: 5 }),
  Environment: map(text({ max: 1024, pattern: '[a-zA-Z_][a-zA-Z0-9_]*' }), text({ max: 1024 }), { max: 100 }),
  ModelPackageName: text({ max: 176 }),
  InferenceSpecificationName: text({ max: 63 }),
  MultiModelConfig: ANYTHING,
});

export const CREATE_MODEL_INPUT: Shape<CreateModelInput> = structure<CreateModelInput>(['ModelName'], {
  ModelName: MODEL_NAME,
  PrimaryContainer: CONTAINER,
  Containers: list(CONTAINER, { max: 15 }),
  InferenceExecutionConfig: ANYTHING,
  ExecutionRoleArn: ROLE_ARN,
  Tags: TAGS,
  VpcConfig: structure<VpcConfig>(['SecurityGroupIds', 'Subnets'], {
    SecurityGroupIds: list(text({ max: 32, pattern: '[-0-9a-zA-Z]+' }), { min: 1, max: 5 }),
    Subnets: list(text({ max: 32, pattern: '[-0-9a-zA-Z]+' }), { min: 1, max: 16 }),
  }),
  EnableNetworkIsolation: BOOLEAN,
});
