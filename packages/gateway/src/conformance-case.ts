import type { HeaderEntry } from '@portico/api-compiler';
import type {
  Deployment,
  GatewayResponse,
  Integration,
  IntegrationResponse,
  Method,
  MethodSetting,
  MethodVerb,
  RestApi,
  Stage,
} from '@portico/api-model';

/** The data of conformance/invoke; its README explains every field. */
export interface CaseFile {
  readonly about: string;
  readonly section: string;
  readonly api?: ApiData;
  readonly stage?: StageData;
  readonly cases: readonly InvokeCase[];
}

export interface InvokeCase {
  readonly id: string;
  readonly section?: string;
  readonly evidence: 'R' | 'D' | 'K' | 'U';
  readonly note?: string;
  readonly api?: ApiData;
  readonly stage?: StageData;
  readonly request?: string | RequestData;
  readonly backend?: BackendData;
  readonly expected?: Expected;
  readonly warns?: readonly string[];
  readonly refused?: readonly string[];
}

export type Body = string | { readonly base64: string };

/** An object, or pairs where order or repetition matters. */
export type HeaderData = Readonly<Record<string, string>> | readonly HeaderEntry[];

export interface RequestData {
  readonly line?: string;
  readonly headers?: HeaderData;
  readonly body?: Body;
  readonly target?: string;
  readonly host?: string;
}

export interface BackendData {
  readonly status?: number;
  readonly headers?: HeaderData;
  readonly body?: Body;
  readonly failure?: 'NO_CONNECTION' | 'TIMEOUT' | 'BROKEN' | 'RESPONSE_TOO_LARGE';
  readonly reportedLength?: number;
  /** Of an AWS service that is not reached. */
  readonly service?: 'NO_ENDPOINT' | 'NO_CREDENTIALS';
  /** Of a response that is streamed: as they come in. Default: the body. */
  readonly pieces?: readonly Body[];
  /** What ends the stream before its end. */
  readonly breaks?: 'BROKEN' | 'MALFORMED' | 'TOO_LARGE' | 'TIMEOUT';
  /** The SageMaker answer comes as a promise. */
  readonly isRemote?: boolean;
}

interface Expected {
  readonly status?: number;
  readonly body?: Body;
  /** The text of a body that its Content-Encoding codes. */
  readonly decoded?: string;
  readonly json?: unknown;
  /** Of a streamed reply, as they went out; `<...>` what broke it. */
  readonly pieces?: readonly string[];
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly headerLines?: readonly string[];
  readonly outbound?:
    | (Omit<Outbound, 'headers'> & {
        readonly headers?: Readonly<Record<string, string | null>>;
        readonly headerLines?: readonly string[];
      })
    | null;
  readonly log?: readonly string[];
  readonly logHas?: readonly string[];
}

export interface Outbound {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: readonly HeaderEntry[];
  readonly body?: Body | null;
  readonly credentials?: string | null;
  readonly endpoint?: string;
  readonly region?: string;
  readonly contentType?: string | null;
  readonly accept?: string | null;
  readonly controls?: Readonly<Record<string, string>>;
}

type MethodData = Partial<Omit<Method, 'integration' | 'methodResponses'>> & {
  readonly requestValidator?: 'body' | 'params' | 'all';
  readonly methodResponses?: readonly string[];
  readonly integration?: Partial<Omit<Integration, 'integrationResponses'>> & {
    readonly integrationResponses?: readonly Partial<IntegrationResponse>[];
  };
};

interface ApiData extends Partial<Omit<RestApi, 'resources' | 'models' | 'gatewayResponses'>> {
  readonly resources?: Readonly<Record<string, Readonly<Partial<Record<MethodVerb, MethodData>>>>>;
  readonly models?: Readonly<Record<string, unknown>>;
  readonly gatewayResponses?: readonly (Partial<GatewayResponse> & Pick<GatewayResponse, 'responseType'>)[];
}

interface StageData {
  readonly variables?: Readonly<Record<string, string>>;
  readonly methodSettings?: Readonly<Record<string, MethodSetting>>;
  readonly logging?: 'ERROR' | 'INFO' | null;
}

export function deploymentOf(data: ApiData): Deployment {
  const { resources = {}, models = {}, gatewayResponses = [], ...rest } = data;
  const api: RestApi = {
    id: 'api1',
    name: 'api1',
    createdDate: 0,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    disableExecuteApiEndpoint: false,
    endpointTypes: ['REGIONAL'],
    tags: {},
    authorizers: [],
    requestValidators: [
      { id: 'body', name: 'body', validateRequestParameters: false, validateRequestBody: true },
      { id: 'params', name: 'params', validateRequestParameters: true, validateRequestBody: false },
      { id: 'all', name: 'all', validateRequestParameters: true, validateRequestBody: true },
    ],
    ...rest,
    resources: Object.entries(resources).map(([path, methods], at) => ({
      id: `res${at}`,
      path,
      methods: Object.entries(methods).map(([verb, method]) => methodOf(verb as MethodVerb, method)),
    })),
    models: Object.entries(models).map(([name, schema]) => ({
      id: name,
      name,
      contentType: 'application/json',
      schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
    })),
    gatewayResponses: gatewayResponses.map((response) => ({
      responseParameters: {},
      responseTemplates: {},
      ...response,
    })),
  };
  return { id: 'dep1', createdDate: 0, api };
}

function methodOf(httpMethod: MethodVerb, data: MethodData): Method {
  const { requestValidator, methodResponses = ['200'], integration, ...rest } = data;
  return {
    httpMethod,
    authorizationType: 'NONE',
    authorizationScopes: [],
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    ...(requestValidator === undefined ? {} : { requestValidatorId: requestValidator }),
    ...rest,
    methodResponses: methodResponses.map((statusCode) => ({ statusCode, responseParameters: {}, responseModels: {} })),
    ...(integration === undefined ? {} : { integration: integrationOf(integration) }),
  };
}

function integrationOf(data: NonNullable<MethodData['integration']>): Integration {
  const { integrationResponses = [{}], ...rest } = data;
  return {
    type: 'MOCK',
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheKeyParameters: [],
    requestParameters: {},
    requestTemplates: {},
    ...rest,
    integrationResponses: integrationResponses.map((response) => ({
      statusCode: '200',
      responseParameters: {},
      responseTemplates: {},
      ...response,
    })),
  };
}

export function stageOf({ variables = {}, methodSettings = {} }: StageData): Stage {
  return {
    restApiId: 'api1',
    stageName: 'test',
    deploymentId: 'dep1',
    createdDate: 0,
    lastUpdatedDate: 0,
    variables,
    methodSettings,
    cacheClusterEnabled: false,
    tracingEnabled: false,
    tags: {},
  };
}

export function headerEntries(headers: HeaderData): readonly HeaderEntry[] {
  return Array.isArray(headers) ? headers : Object.entries(headers);
}

export function bytesOf(body: Body): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body.base64, 'base64');
}
