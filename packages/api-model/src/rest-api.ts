/**
 * API Gateway's nouns for REST APIs, spelled as the service spells them on the wire
 * (https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html; spec: control plane, section 4).
 * Absent members are absent; maps and lists that the service returns only when filled are empty here.
 */

export type ApiKeySource = 'HEADER' | 'AUTHORIZER';
export type EndpointType = 'EDGE' | 'REGIONAL' | 'PRIVATE';
export type AuthorizationType = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
export type IntegrationType = 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
export type ResponseTransferMode = 'BUFFERED' | 'STREAM';
export type ConnectionType = 'INTERNET' | 'VPC_LINK';
export type HttpMethod = 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT';
/** A method of a resource; `ANY` answers every verb that has no method of its own. */
export type MethodVerb = HttpMethod | 'ANY';

export const HTTP_METHODS: readonly HttpMethod[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** A whole REST API: the working copy, and (frozen in a {@link Deployment}) a snapshot of it. */
export interface RestApi {
  /** 1 to 64 lower-case letters, digits and hyphens; unique over all accounts and regions of a server. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  /** Epoch seconds, fractional. */
  readonly createdDate: number;
  readonly apiKeySource: ApiKeySource;
  /** Media ranges: `type/subtype`, `type/*`, `*\/*`. */
  readonly binaryMediaTypes: readonly string[];
  /** Bytes, 0 to 10485760; absent: no compression. */
  readonly minimumCompressionSize?: number;
  readonly disableExecuteApiEndpoint: boolean;
  readonly endpointTypes: readonly EndpointType[];
  /** Absent: the default of the endpoint type, `dualstack` for PRIVATE and `ipv4` for the others. */
  readonly ipAddressType?: 'ipv4' | 'dualstack';
  /** VPC endpoints that a private API is reached through. */
  readonly vpcEndpointIds?: readonly string[];
  /** Resource policy, JSON text. */
  readonly policy?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The root `/` first; every other resource names its parent. */
  readonly resources: readonly Resource[];
  readonly models: readonly Model[];
  readonly requestValidators: readonly RequestValidator[];
  readonly authorizers: readonly Authorizer[];
  readonly gatewayResponses: readonly GatewayResponse[];
}

export interface Resource {
  readonly id: string;
  /** Absent for the root. */
  readonly parentId?: string;
  /** `pets`, `{petId}` or `{proxy+}`; absent for the root. */
  readonly pathPart?: string;
  /** Full path, `/` for the root, no trailing slash otherwise. */
  readonly path: string;
  readonly methods: readonly Method[];
}

export interface Method {
  readonly httpMethod: MethodVerb;
  readonly authorizationType: AuthorizationType;
  readonly authorizerId?: string;
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  readonly requestValidatorId?: string;
  /** `method.request.{path|querystring|header|multivaluequerystring|multivalueheader}.{name}` to "required". */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Media type (or `$default`) to model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly methodResponses: readonly MethodResponse[];
  readonly integration?: Integration;
}

export interface MethodResponse {
  /** Three digits as text. */
  readonly statusCode: string;
  /** `method.response.header.{name}` to "required". */
  readonly responseParameters: Readonly<Record<string, boolean>>;
  readonly responseModels: Readonly<Record<string, string>>;
}

export interface Integration {
  readonly type: IntegrationType;
  /** The integration method; absent for MOCK. */
  readonly httpMethod?: MethodVerb;
  readonly uri?: string;
  /** Role ARN, or `arn:aws:iam::*:user/*` for the caller's own credentials. */
  readonly credentials?: string;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly contentHandling?: ContentHandling;
  readonly connectionType?: ConnectionType;
  readonly connectionId?: string;
  /** 50 to 29000, default 29000; of a stream up to 900000, from the request to the last octet. */
  readonly timeoutInMillis: number;
  /** Absent: BUFFERED. STREAM: HTTP_PROXY and AWS_PROXY, and beyond the service HTTP (docs/streaming.md). */
  readonly responseTransferMode?: ResponseTransferMode;
  readonly cacheNamespace?: string;
  readonly cacheKeyParameters: readonly string[];
  /** `integration.request.{header|path|querystring}.{name}` to a mapping expression. */
  readonly requestParameters: Readonly<Record<string, string>>;
  /** Media type (or `$default`) to template source. */
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly integrationResponses: readonly IntegrationResponse[];
  readonly insecureSkipVerification?: boolean;
}

export interface IntegrationResponse {
  readonly statusCode: string;
  /** A Java regular expression that matches the whole status (or Lambda error message); absent or empty: the default. */
  readonly selectionPattern?: string;
  readonly contentHandling?: ContentHandling;
  /** `method.response.header.{name}` to a mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string | null>>;
}

export interface Model {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly contentType: string;
  /** JSON Schema draft 4, JSON text. */
  readonly schema: string;
}

export interface RequestValidator {
  readonly id: string;
  readonly name: string;
  readonly validateRequestParameters: boolean;
  readonly validateRequestBody: boolean;
}

export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly authType?: string;
  readonly authorizerUri?: string;
  readonly authorizerCredentials?: string;
  readonly authorizerResultTtlInSeconds?: number;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly providerARNs: readonly string[];
}

/** An author's customisation of one gateway response type. */
export interface GatewayResponse {
  readonly responseType: import('./gateway-response-type.ts').GatewayResponseType;
  readonly statusCode?: string;
  /** `gatewayresponse.header.{name}` to a mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** An immutable snapshot of a REST API (CreateDeployment). */
export interface Deployment {
  readonly id: string;
  readonly description?: string;
  /** Epoch seconds, fractional. */
  readonly createdDate: number;
  readonly api: RestApi;
}

/** A named, live pointer to a deployment; its settings act at once, without a deployment. */
export interface Stage {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Key `{path without leading slash}/{METHOD}` or `*\/*`. */
  readonly methodSettings: Readonly<Record<string, MethodSetting>>;
  readonly accessLogSettings?: { readonly destinationArn?: string; readonly format?: string };
  readonly canarySettings?: CanarySettings;
  readonly cacheClusterEnabled: boolean;
  readonly cacheClusterSize?: string;
  readonly tracingEnabled: boolean;
  readonly clientCertificateId?: string;
  readonly documentationVersion?: string;
  readonly webAclArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface MethodSetting {
  readonly metricsEnabled: boolean;
  readonly loggingLevel?: 'OFF' | 'ERROR' | 'INFO';
  readonly dataTraceEnabled: boolean;
  readonly throttlingBurstLimit: number;
  readonly throttlingRateLimit: number;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy:
    | 'FAIL_WITH_403'
    | 'SUCCEED_WITH_RESPONSE_HEADER'
    | 'SUCCEED_WITHOUT_RESPONSE_HEADER';
}

export interface CanarySettings {
  readonly deploymentId: string;
  readonly percentTraffic: number;
  readonly stageVariableOverrides: Readonly<Record<string, string>>;
  readonly useStageCache: boolean;
}
