/** API Gateway's nouns beside REST APIs, spelled as its API spells them (spec: control plane, sections 4.8 and 4.9). Times are epoch seconds, fractional. */

/** Caller names and quotas belong to a key; a plan decides what the key may call. */
export interface ApiKey {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** The secret that callers send: 20 to 128 characters. */
  readonly value: string;
  readonly customerId?: string;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The plans that the key is in, at most 10: its UsagePlanKeys. */
  readonly usagePlanIds: readonly string[];
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly apiStages: readonly UsagePlanStage[];
  readonly throttle?: Throttle;
  readonly quota?: Quota;
  readonly productCode?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface UsagePlanStage {
  readonly apiId: string;
  readonly stage: string;
  /** Key `{resource path}/{METHOD}`, such as `/pets/GET`. */
  readonly throttle: Readonly<Record<string, Throttle>>;
}

export interface Throttle {
  /** Requests a second. */
  readonly rateLimit?: number;
  /** Requests at once. */
  readonly burstLimit?: number;
}

export interface Quota {
  readonly limit: number;
  /** Requests taken off the first period. */
  readonly offset: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** Settings of an account in a region. */
export interface Account {
  /** The role that execution and access logs are written with. */
  readonly cloudwatchRoleArn?: string;
}

/** The documentation of one REST API. */
export interface ApiDocumentation {
  readonly parts: readonly DocumentationPart[];
  readonly versions: readonly DocumentationVersion[];
}

export interface DocumentationPart {
  readonly id: string;
  readonly location: DocumentationPartLocation;
  /** JSON text. */
  readonly properties: string;
}

export interface DocumentationPartLocation {
  /** API, METHOD, RESPONSE_HEADER, ... */
  readonly type: string;
  readonly path?: string;
  readonly method?: string;
  readonly statusCode?: string;
  readonly name?: string;
}

/** A snapshot of the parts. */
export interface DocumentationVersion {
  readonly version: string;
  readonly description?: string;
  readonly createdDate: number;
  readonly parts: readonly DocumentationPart[];
}

/** A way into a VPC, as far as a control plane knows it. */
export interface VpcLink {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** ARNs of network load balancers. */
  readonly targetArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What API Gateway shows a backend, to prove itself. */
export interface ClientCertificate {
  readonly clientCertificateId: string;
  readonly description?: string;
  readonly pemEncodedCertificate: string;
  /** PKCS 8, PEM; never leaves the server. */
  readonly privateKey: string;
  readonly createdDate: number;
  readonly expirationDate: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DomainName {
  readonly domainName: string;
  readonly certificateName?: string;
  readonly certificateArn?: string;
  readonly certificateUploadDate?: number;
  readonly regionalCertificateName?: string;
  readonly regionalCertificateArn?: string;
  readonly ownershipVerificationCertificateArn?: string;
  readonly endpointType: 'EDGE' | 'REGIONAL';
  readonly ipAddressType: 'ipv4' | 'dualstack';
  readonly securityPolicy: string;
  readonly mutualTlsAuthentication?: MutualTls;
  /** The host name that DNS should point at. */
  readonly targetDomainName: string;
  readonly basePathMappings: readonly BasePathMapping[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface MutualTls {
  readonly truststoreUri: string;
  readonly truststoreVersion?: string;
}

/** The service's word for the empty base path. */
export const NO_BASE_PATH = '(none)';

export interface BasePathMapping {
  /** Without slash; {@link NO_BASE_PATH} for the empty one. */
  readonly basePath: string;
  readonly restApiId: string;
  readonly stage?: string;
}

/** What UpdateUsage made of a key's quota in a plan, in the period that the grant was made. */
export interface QuotaGrant {
  readonly remaining: number;
  /** First day of the period, `2026-11-22`. */
  readonly periodStart: string;
}
