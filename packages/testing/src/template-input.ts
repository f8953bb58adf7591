import type { MappingScope } from '@portico/mapping';
import { createContext } from '@portico/mapping';
import { JavaMap, Payload, parseJson, type Value } from '@portico/values';

/** What a template is rendered over, as authors write it in files: JSON data, every member optional. */
export interface TemplateInput {
  readonly request?: RequestInput;
  /** The backend's answer: makes the template one of the response phase. */
  readonly response?: ResponseInput;
  /** Merged over the `$context` that every request has. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** The names of the service's proxy events, so that a recorded event can be used as it is. */
export interface RequestInput {
  readonly httpMethod?: string;
  readonly path?: string;
  readonly pathParameters?: Readonly<Record<string, string>> | null;
  /** A list for a parameter that is repeated. */
  readonly queryStringParameters?: Readonly<Record<string, string | readonly string[]>> | null;
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | null;
  /** Text, or any other JSON value, which is sent as its JSON text. */
  readonly body?: unknown;
}

export interface ResponseInput {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** The data of an input file does not have the shape of a {@link TemplateInput}. The message names the member. */
export class TemplateInputError extends Error {
  override readonly name = 'TemplateInputError';
}

/** The scope of one render. Each call makes a fresh `$context`, so that overrides do not leak from one render to the next. */
export function templateScope(input: TemplateInput): MappingScope {
  const request = input.request ?? {};
  const requestBody = payloadOf(request.body);
  const context = contextOf(request);
  if (input.context !== undefined) merge(context, parseJson(JSON.stringify(input.context), { lists: 'json' }));
  return {
    params: {
      path: new Map(Object.entries(request.pathParameters ?? {})),
      querystring: lists(request.queryStringParameters ?? {}),
      header: lists(request.headers ?? {}),
    },
    requestBody,
    body: input.response === undefined ? requestBody : payloadOf(input.response.body),
    ...(input.response === undefined ? {} : { responseHeaders: lowerCased(lists(input.response.headers ?? {})) }),
    context,
    stageVariables: new Map(Object.entries(input.stageVariables ?? {})),
  };
}

/** Checks JSON data from a file, own members only. Throws TemplateInputError. */
export function readRequestInput(data: unknown): RequestInput {
  const record = objectOf(data, 'the request');
  for (const member of ['pathParameters', 'queryStringParameters', 'headers'] as const) {
    const value = record[member];
    if (value === undefined || value === null) continue;
    for (const [name, entry] of Object.entries(objectOf(value, member))) {
      const isText = typeof entry === 'string' || (member !== 'pathParameters' && isTextList(entry));
      if (!isText)
        throw new TemplateInputError(
          `${member}.${name} must be text${member === 'pathParameters' ? '' : ' or a list of texts'}`,
        );
    }
  }
  for (const member of ['httpMethod', 'path'] as const) {
    if (record[member] !== undefined && typeof record[member] !== 'string')
      throw new TemplateInputError(`${member} must be text`);
  }
  return record;
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');
}

function objectOf(data: unknown, what: string): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new TemplateInputError(`${what} must be an object`);
  return data as Record<string, unknown>;
}

function payloadOf(body: unknown): Payload {
  if (body === undefined || body === null) return Payload.EMPTY;
  return Payload.fromText(typeof body === 'string' ? body : JSON.stringify(body));
}

function lists(record: Readonly<Record<string, string | readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]));
}

function lowerCased(headers: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  return new Map([...headers].map(([name, values]) => [name.toLowerCase(), values]));
}

function contextOf({ httpMethod = 'GET', path = '/' }: RequestInput): JavaMap {
  return createContext({
    accountId: '123456789012',
    apiId: 'a1b2c3d4e5',
    deploymentId: 'd1e2f3',
    domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'a1b2c3d4e5',
    extendedRequestId: 'YxKvQHGnoAMFyzA=',
    httpMethod,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: '203.0.113.1',
      user: null,
      userAgent: null,
      userArn: null,
    },
    path: `/test${path}`,
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    requestTimeEpoch: 1_792_567_680_000,
    resourceId: 'r1s2t3',
    resourcePath: path,
    stage: 'test',
  });
}

function merge(into: JavaMap, from: Value): void {
  if (!(from instanceof JavaMap)) throw new TemplateInputError('the context must be an object');
  for (const [key, value] of from.entries()) {
    const known = into.get(key);
    if (known instanceof JavaMap && value instanceof JavaMap) merge(known, value);
    else into.set(key, value);
  }
}
