import type { Deployment, RestApi, Stage } from '@portico/api-model';
import type {
  Account,
  ApiDocumentation,
  ApiKey,
  ClientCertificate,
  DomainName,
  QuotaGrant,
  UsagePlan,
  VpcLink,
} from './api-gateway-documents.ts';
import type { AccessKey, IamGroup, IamPolicy, IamRole, IamUser } from './iam-documents.ts';
import type { OrderedDocuments } from './ordered-documents.ts';
import type { Bucket, MultipartUpload, S3Object, UploadedPart } from './s3-documents.ts';
import type { EndpointConfig, EndpointDocument, SageMakerModel } from './sagemaker-documents.ts';
import type { Scope } from './scope.ts';

/**
 * Everything that a server keeps. Calls are synchronous; when a write returns it is durable, and a write that throws
 * has changed nothing. What goes in must be JSON data; what comes out is frozen or the caller's own copy. Lists are in the order of creation.
 * Refusals are {@link StoreRefusal}.
 */
export interface Store {
  readonly apis: RestApis;
  readonly deployments: Deployments;
  readonly stages: Stages;
  /** By id. */
  readonly apiKeys: Documents<ApiKey>;
  /** The id of the key that has a value, by that value. */
  readonly apiKeyIds: Documents<string>;
  /** By id. */
  readonly usagePlans: Documents<UsagePlan>;
  /** By `{usage plan id}/{API key id}`. */
  readonly quotaGrants: Documents<QuotaGrant>;
  /** By id. */
  readonly vpcLinks: Documents<VpcLink>;
  /** By id. */
  readonly clientCertificates: Documents<ClientCertificate>;
  /** By name. */
  readonly domainNames: Documents<DomainName>;
  /** At most one for each account and region, named `account`. */
  readonly accounts: Documents<Account>;
  /** By REST API id; the caller deletes it with its API. */
  readonly documentation: Documents<ApiDocumentation>;
  readonly sagemakerModels: Documents<SageMakerModel>;
  readonly endpointConfigs: Documents<EndpointConfig>;
  readonly endpoints: Documents<EndpointDocument>;
  /** Partition '', by name: bucket names are unique over all accounts and regions. */
  readonly buckets: OrderedDocuments<Bucket>;
  /** By bucket, then key. */
  readonly objects: OrderedDocuments<S3Object>;
  /** By bucket, then key, NUL and upload id. */
  readonly uploads: OrderedDocuments<MultipartUpload>;
  /** By upload id, then part number in five digits. */
  readonly parts: OrderedDocuments<UploadedPart>;
  /** Partition '', by id: content files that belong to nothing yet, or to nothing any more. */
  readonly looseFiles: OrderedDocuments<true>;
  /** By name in lower case. */
  readonly iamUsers: Documents<IamUser>;
  readonly iamGroups: Documents<IamGroup>;
  readonly iamRoles: Documents<IamRole>;
  readonly iamPolicies: Documents<IamPolicy>;
  /** By access key id; the scope is {@link ACCESS_KEY_SCOPE}, whatever the key's account. */
  readonly accessKeys: Documents<AccessKey>;
  readonly settings: Settings;
  /**
   * Runs `change` (synchronously) as one step: all of its writes, or none when it throws. A transaction inside another
   * is undone alone when its exception is caught, and with the outer one otherwise.
   */
  transaction<T>(change: () => T): T;
  /** Ends the store; it must not be used afterwards. */
  close(): void;
}

/** The working copies of the REST APIs. */
export interface RestApis {
  /** Adds or replaces the API of this id. Refused (`REST_API_ID_TAKEN`) when the id belongs to another account or region. */
  put(scope: Scope, api: RestApi): void;
  /** By id alone: REST API ids are unique over all accounts and regions. */
  get(restApiId: string): OwnedRestApi | undefined;
  list(scope: Scope): readonly RestApi[];
  /** Also deletes its stages and deployments. True when it was there. */
  delete(restApiId: string): boolean;
}

export interface OwnedRestApi extends Scope {
  readonly api: RestApi;
}

export type DeploymentSummary = Omit<Deployment, 'api'>;

/** Immutable snapshots: there is no way to change one, but for its description. */
export interface Deployments {
  /** Refused: `NO_SUCH_REST_API`, `DEPLOYMENT_EXISTS`. */
  create(restApiId: string, deployment: Deployment): void;
  get(restApiId: string, deploymentId: string): Deployment | undefined;
  /** True when it was there. Undefined takes the description away. */
  describe(restApiId: string, deploymentId: string, description: string | undefined): boolean;
  /** Without what they froze: that is read one by one. */
  list(restApiId: string): readonly DeploymentSummary[];
  /** True when it was there. Refused (`DEPLOYMENT_IN_USE`) while a stage, or its canary, points at it. */
  delete(restApiId: string, deploymentId: string): boolean;
}

export interface Stages {
  /** Adds or replaces. Refused (`NO_SUCH_DEPLOYMENT`) when the API has no such deployment, or none for the canary. */
  put(stage: Stage): void;
  get(restApiId: string, stageName: string): Stage | undefined;
  list(restApiId: string): readonly Stage[];
  /** True when it was there. */
  delete(restApiId: string, stageName: string): boolean;
  /** The APIs of all accounts that have a stage. */
  restApiIds(): readonly string[];
  /** All stages of all accounts with what they serve, for compilation at start. Stages of one deployment share one object. */
  listDeployed(): readonly DeployedStage[];
}

export interface DeployedStage extends Scope {
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly canaryDeployment?: Deployment;
}

/** Named documents of an account and region. Names are exact: case differs. */
export interface Documents<Document> {
  /** Adds or replaces. */
  put(scope: Scope, name: string, document: Document): void;
  get(scope: Scope, name: string): Document | undefined;
  list(scope: Scope): readonly Document[];
  /** All accounts and regions: what a server brings into service at start. */
  listAll(): readonly OwnedDocument<Document>[];
  /** True when it was there. */
  delete(scope: Scope, name: string): boolean;
}

export interface OwnedDocument<Document> extends Scope {
  readonly name: string;
  readonly document: Document;
}

/** Facts about the server itself, such as "the sample was deployed once". */
export interface Settings {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  /** True when it was there. */
  delete(key: string): boolean;
}
