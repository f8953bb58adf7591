export type {
  Account,
  ApiDocumentation,
  ApiKey,
  BasePathMapping,
  ClientCertificate,
  DocumentationPart,
  DocumentationPartLocation,
  DocumentationVersion,
  DomainName,
  MutualTls,
  Quota,
  QuotaGrant,
  Throttle,
  UsagePlan,
  UsagePlanStage,
  VpcLink,
} from './api-gateway-documents.ts';
export { NO_BASE_PATH } from './api-gateway-documents.ts';
export type { DataDirectory } from './data-directory.ts';
export { acquireDataDirectory, DataDirectoryInUseError, DataDirectoryUnusableError } from './data-directory.ts';
export { deploymentIds } from './deployed-stages.ts';
export type {
  AccessKey,
  IamEntity,
  IamGroup,
  IamPolicy,
  IamRole,
  IamTag,
  IamUser,
  InlinePolicy,
  PolicyVersion,
} from './iam-documents.ts';
export { ACCESS_KEY_SCOPE, IAM_REGION } from './iam-documents.ts';
export type {
  LogBatch,
  LogEvent,
  LogGroup,
  LogPlace,
  LogRange,
  LogStore,
  LogStoreLimits,
  LogStream,
  StoredLogEvent,
} from './logs/log-store.ts';
export { EVENT_OVERHEAD_BYTES } from './logs/log-store.ts';
export { openLogStore } from './logs/sqlite-log-store.ts';
export { createMemoryStore } from './memory/memory-store.ts';
export type { KeyedDocument, KeyRange, OrderedDocuments } from './ordered-documents.ts';
export type {
  Bucket,
  BucketEncryption,
  Checksum,
  ChecksumAlgorithm,
  ContentFile,
  MultipartUpload,
  ObjectAttributes,
  PublicAccessBlock,
  S3Object,
  S3Tag,
  UploadedPart,
} from './s3-documents.ts';
export type {
  ContainerDefinition,
  EndpointConfig,
  EndpointDocument,
  EndpointStatus,
  EndpointVariant,
  PendingUpdate,
  ProductionVariantConfig,
  SageMakerModel,
  SageMakerTag,
  ServerlessConfig,
  VpcConfig,
} from './sagemaker-documents.ts';
export type { Scope } from './scope.ts';
export { openSqliteStore } from './sqlite/sqlite-store.ts';
export type {
  DeployedStage,
  DeploymentSummary,
  Deployments,
  Documents,
  OwnedDocument,
  OwnedRestApi,
  RestApis,
  Settings,
  Stages,
  Store,
} from './store.ts';
export type { StoreFileProblem } from './store-file-error.ts';
export { StoreFileError } from './store-file-error.ts';
export type { StoreRefusalCode } from './store-refusal.ts';
export { StoreRefusal } from './store-refusal.ts';
