import type { ContextFacts, IdentityFacts, MappingScope, RequestParameters } from '@portico/mapping';
import { createContext } from '@portico/mapping';
import type { JavaMap, Payload } from '@portico/values';
import type { HeaderEntry, IntegrationAnswer, Received } from './facts.ts';
import { lastHeader } from './facts.ts';

/** What a stage adds to a request: live, so read per request and never compiled in. */
export interface StageFacts {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly variables: ReadonlyMap<string, string>;
}

/** The resource and method that answer a request. */
export interface MethodFacts {
  readonly resourceId: string;
  readonly resourcePath: string;
}

/** A caller whose signature is right, as `$context.identity` shows it. */
export type CallerFacts = Pick<IdentityFacts, 'accessKey' | 'accountId' | 'caller' | 'user' | 'userArn'>;

/** What mappings and templates of the request phase read. `$context` is built when something first reads it. */
export class RequestScope implements MappingScope {
  readonly received: Received;
  readonly params: RequestParameters;
  readonly stage: StageFacts;
  readonly #method: MethodFacts | undefined;
  #context: JavaMap | undefined;
  #caller: CallerFacts | undefined;

  constructor(received: Received, params: RequestParameters, stage: StageFacts, method: MethodFacts | undefined) {
    this.received = received;
    this.params = params;
    this.stage = stage;
    this.#method = method;
  }

  /** Who makes the request, once that is known; before `$context` is first read. */
  identify(caller: CallerFacts): void {
    this.#caller = caller;
  }

  get caller(): CallerFacts | undefined {
    return this.#caller;
  }

  get requestBody(): Payload {
    return this.received.body;
  }

  get body(): Payload {
    return this.received.body;
  }

  get stageVariables(): ReadonlyMap<string, string> {
    return this.stage.variables;
  }

  /** The same request with another `$input` body: the method request's after content handling. */
  withBody(body: Payload): MappingScope {
    const scope = this;
    return {
      params: this.params,
      requestBody: this.requestBody,
      body,
      stageVariables: this.stageVariables,
      get context() {
        return scope.context;
      },
    };
  }

  get context(): JavaMap {
    this.#context ??= createContext(contextFacts(this.received, this.stage, this.#method, this.#caller));
    return this.#context;
  }

  /** `undefined` while nobody has read `$context`: then nothing can have been overridden either. */
  get contextIfRead(): JavaMap | undefined {
    return this.#context;
  }
}

/** What mappings and templates of the response phase read: the backend's answer, and still the method request. */
export class ResponseScope implements MappingScope {
  readonly request: RequestScope;
  readonly body: Payload;
  readonly #answer: Pick<IntegrationAnswer, 'headers'>;
  #responseHeaders: ReadonlyMap<string, readonly string[]> | undefined;

  /** @param body the answer's after content handling */
  constructor(request: RequestScope, body: Payload, answer: Pick<IntegrationAnswer, 'headers'>) {
    this.request = request;
    this.body = body;
    this.#answer = answer;
  }

  get params(): RequestParameters {
    return this.request.params;
  }

  get requestBody(): Payload {
    return this.request.requestBody;
  }

  get stageVariables(): ReadonlyMap<string, string> {
    return this.request.stageVariables;
  }

  get context(): JavaMap {
    return this.request.context;
  }

  get responseHeaders(): ReadonlyMap<string, readonly string[]> {
    this.#responseHeaders ??= groupByLowerCaseName(this.#answer.headers);
    return this.#responseHeaders;
  }
}

function groupByLowerCaseName(headers: readonly HeaderEntry[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const values = grouped.get(lower);
    if (values === undefined) grouped.set(lower, [value]);
    else values.push(value);
  }
  return grouped;
}

function contextFacts(
  received: Received,
  stage: StageFacts,
  method: MethodFacts | undefined,
  caller: CallerFacts | undefined,
): ContextFacts {
  const domainName = received.host.replace(PORT, '');
  return {
    accountId: stage.accountId,
    apiId: stage.apiId,
    deploymentId: stage.deploymentId,
    domainName,
    domainPrefix: domainName.split('.')[0] ?? '',
    extendedRequestId: received.ids.extendedRequestId,
    httpMethod: received.httpMethod,
    identity: {
      ...ANONYMOUS,
      ...caller,
      sourceIp: received.sourceIp,
      userAgent: lastHeader(received.headers, 'user-agent') ?? null,
    },
    path: received.path,
    requestId: received.ids.requestId,
    requestTimeEpoch: received.receivedAtInMillis,
    resourceId: method?.resourceId ?? '',
    resourcePath: method?.resourcePath ?? '',
    stage: stage.stageName,
  };
}

const PORT = /:\d+$/;

const ANONYMOUS: Omit<IdentityFacts, 'sourceIp' | 'userAgent'> = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};
