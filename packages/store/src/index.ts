export type {
  ContainerDefinition,
  EndpointConfig,
  EndpointDocument,
  EndpointStatus,
  ProductionVariantConfig,
  SageMakerModel,
} from './sagemaker-documents.ts';
export type { Scope } from './scope.ts';
export type {
  DeployedStage,
  Deployments,
  Documents,
  OwnedDocument,
  OwnedRestApi,
  RestApis,
  Settings,
  Stages,
  Store,
} from './store.ts';
export type { StoreRefusalCode } from './store-refusal.ts';
export { StoreRefusal } from './store-refusal.ts';
