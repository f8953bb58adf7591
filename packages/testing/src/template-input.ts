import type { MappingScope } from '@portico/mapping';
import { createContext } from '@portico/mapping';
import { JavaList, JavaMap, JsonSyntaxError, Payload, parseJson, printJson, type Value } from '@portico/values';

/** What a template is rendered over; every member optional. */
export interface TemplateInput {
  readonly request?: RequestInput;
  /** The backend's answer: makes the template one of the response phase. */
  readonly response?: ResponseInput;
  /** Merged over the `$context` that every request has: an object of the value model, or plain JSON data. */
  readonly context?: JavaMap | Readonly<Record<string, unknown>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** The names of the service's proxy events. */
export interface RequestInput {
  readonly httpMethod?: string;
  readonly path?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** A list for a parameter that is repeated. */
  readonly queryStringParameters?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The text of the body. */
  readonly body?: string;
}

export interface ResponseInput {
  readonly body?: string;
}

/** A file does not have the shape of an input. The message names the member and says what it should be. */
export class TemplateInputError extends Error {
  override readonly name = 'TemplateInputError';
  /** From the outermost member in: `['headers', 'Accept']`. */
  readonly path: readonly string[];
  constructor(path: readonly string[], expected: string) {
    super(`${path.length === 0 ? 'the file' : path.join('.')} must be ${expected}`);
    this.path = path;
  }
}

/** The scope of one render. Each call makes a fresh `$context`, so that overrides do not leak from one render to the next. */
export function templateScope(input: TemplateInput): MappingScope {
  const request = input.request ?? {};
  const requestBody = payloadOf(request.body);
  const context = contextOf(request);
  if (input.context !== undefined) merge(context, mapOf(input.context));
  return {
    params: {
      path: new Map(Object.entries(request.pathParameters ?? {})),
      querystring: lists(request.queryStringParameters ?? {}),
      header: lists(request.headers ?? {}),
    },
    requestBody,
    body: input.response === undefined ? requestBody : payloadOf(input.response.body),
    context,
    stageVariables: new Map(Object.entries(input.stageVariables ?? {})),
  };
}

/** Members of a proxy event that say nothing a template could see. */
const IGNORED: ReadonlySet<string> = new Set(['resource', 'version', 'isBase64Encoded']);

const REQUEST_MEMBERS = [
  'httpMethod',
  'path',
  'pathParameters',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'headers',
  'multiValueHeaders',
  'body',
] as const;

/**
 * A request file: JSON text with the members of a proxy event, all optional, so that a recorded event can be used as it is. A body
 * that is not text is sent as its JSON, digits kept. `requestContext` and `stageVariables` of an event count too.
 * Throws TemplateInputError.
 */
export function parseRequestFile(text: string): TemplateInput {
  const event = objectOf(parse(text), []);
  for (const key of event.keys()) {
    const name = String(key);
    const isKnown =
      (REQUEST_MEMBERS as readonly string[]).includes(name) ||
      IGNORED.has(name) ||
      name === 'requestContext' ||
      name === 'stageVariables';
    if (!isKnown) throw new TemplateInputError([name], `left out: a request has ${REQUEST_MEMBERS.join(', ')}`);
  }
  const context = event.get('requestContext') ?? null;
  const stageVariables = event.get('stageVariables') ?? null;
  const request = readRequest(event, []);
  const { body } = request;
  const decoded = event.get('isBase64Encoded') === true && body !== undefined ? fromBase64(body) : body;
  return {
    request: { ...request, ...(decoded === undefined ? {} : { body: decoded }) },
    ...(context === null ? {} : { context: objectOf(context, ['requestContext']) }),
    ...(stageVariables === null ? {} : { stageVariables: readTexts(stageVariables, ['stageVariables']) }),
  };
}

/** A context file: a JSON object. Throws TemplateInputError. */
export function parseContextFile(text: string): JavaMap {
  return objectOf(parse(text), []);
}

/** A file of stage variables: a JSON object of texts. Throws TemplateInputError. */
export function parseStageVariablesFile(text: string): Readonly<Record<string, string>> {
  return readTexts(parse(text), []);
}

/** @param path where the request stands, for messages */
export function readRequest(value: Value, path: readonly string[]): RequestInput {
  const event = objectOf(value, path);
  const member = (name: string) => event.get(name) ?? null;
  const lists = (name: string, multiName: string) => {
    const single = member(name);
    const multi = member(multiName);
    if (single === null && multi === null) return undefined;
    return {
      ...(single === null ? {} : readTextLists(single, [...path, name])),
      ...(multi === null ? {} : readTextLists(multi, [...path, multiName])),
    };
  };
  const query = lists('queryStringParameters', 'multiValueQueryStringParameters');
  const headers = lists('headers', 'multiValueHeaders');
  const pathParameters = member('pathParameters');
  const body = member('body');
  return {
    ...textMember(event, 'httpMethod', path),
    ...textMember(event, 'path', path),
    ...(pathParameters === null ? {} : { pathParameters: readTexts(pathParameters, [...path, 'pathParameters']) }),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === null ? {} : { body: bodyText(body) }),
  };
}

/** Text as it is, anything else as its JSON. */
export function bodyText(body: Value): string {
  return typeof body === 'string' ? body : printJson(body);
}

/** Texts by name. A number or boolean counts as its text. */
export function readTexts(value: Value, path: readonly string[]): Record<string, string> {
  const texts: [string, string][] = [];
  for (const [key, entry] of objectOf(value, path).entries()) {
    texts.push([String(key), scalarText(entry, [...path, String(key)], 'text')]);
  }
  return Object.fromEntries(texts);
}

/** Texts, or lists of texts, by name. */
export function readTextLists(value: Value, path: readonly string[]): Record<string, string | readonly string[]> {
  const texts: [string, string | readonly string[]][] = [];
  for (const [key, entry] of objectOf(value, path).entries()) {
    const inner = [...path, String(key)];
    if (entry instanceof JavaList) {
      if (entry.items.length === 0) throw new TemplateInputError(inner, 'text or a list of texts that is not empty');
      texts.push([String(key), entry.items.map((item, i) => scalarText(item, [...inner, String(i)], 'text'))]);
    } else {
      texts.push([String(key), scalarText(entry, inner, 'text or a list of texts')]);
    }
  }
  return Object.fromEntries(texts);
}

export function objectOf(value: Value, path: readonly string[]): JavaMap {
  if (value instanceof JavaMap) return value;
  throw new TemplateInputError(path, 'an object');
}

function scalarText(value: Value, path: readonly string[], expected: string): string {
  if (typeof value === 'string') return value;
  if (value === null || value instanceof JavaMap || value instanceof JavaList)
    throw new TemplateInputError(path, expected);
  return printJson(value);
}

function textMember(event: JavaMap, name: 'httpMethod' | 'path', path: readonly string[]): RequestInput {
  const value = event.get(name) ?? null;
  if (value === null) return {};
  if (typeof value === 'string') return { [name]: value };
  throw new TemplateInputError([...path, name], 'text');
}

function parse(text: string): Value {
  try {
    return parseJson(text, { lists: 'json' });
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) throw new TemplateInputError([], `JSON (${thrown.message})`);
    throw thrown;
  }
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function payloadOf(body: string | undefined): Payload {
  return body === undefined ? Payload.EMPTY : Payload.fromText(body);
}

function lists(record: Readonly<Record<string, string | readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]));
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

function mapOf(context: NonNullable<TemplateInput['context']>): JavaMap {
  return context instanceof JavaMap
    ? context
    : objectOf(parseJson(JSON.stringify(context), { lists: 'json' }), ['context']);
}

function merge(into: JavaMap, from: JavaMap): void {
  for (const [key, value] of from.entries()) {
    const known = into.get(key);
    if (known instanceof JavaMap && value instanceof JavaMap) merge(known, value);
    else into.set(key, copyOf(value));
  }
}

/** A template may change what it gets. */
function copyOf(value: Value): Value {
  if (value instanceof JavaList) return new JavaList(value.items.map(copyOf), value.kind);
  if (!(value instanceof JavaMap)) return value;
  return JavaMap.of([...value.entries()].map(([key, entry]) => [key, copyOf(entry)] as const));
}
