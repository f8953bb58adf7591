import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { JavaList, JavaMap, Payload, parseJson, toJavaString, type Value } from '@portico/values';
import { createContext } from './context.ts';
import type { MappingScope } from './mapping-scope.ts';
import { compileMappingTemplate } from './mapping-template.ts';

/** One case of conformance/mapping/README.md. */
interface Case {
  readonly id: string;
  readonly phase: 'request' | 'response';
  readonly template: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly pathParams: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, readonly string[]>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly integrationResponse?: { readonly body: string | null };
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly expected?: string;
  readonly compare?: 'exact' | 'json' | 'ignore-whitespace';
  readonly expectedOverrides?: object;
  readonly error?: unknown;
}

function scopeOf(one: Case): MappingScope {
  const requestBody = Payload.fromText(one.request.body ?? '');
  const context = createContext({
    accountId: '000000000000',
    apiId: 'api',
    deploymentId: 'dep',
    domainName: 'localhost',
    domainPrefix: 'localhost',
    extendedRequestId: 'ext=',
    httpMethod: one.request.method,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: '127.0.0.1',
      user: null,
      userAgent: null,
      userArn: null,
    },
    path: one.request.path,
    requestId: 'req',
    requestTimeEpoch: 0,
    resourceId: 'res',
    resourcePath: '/',
    stage: 'test',
  });
  merge(context, parseJson(JSON.stringify(one.context)));
  return {
    params: {
      path: new Map(Object.entries(one.request.pathParams)),
      querystring: new Map(Object.entries(one.request.query)),
      header: new Map(Object.entries(one.request.headers).map(([name, value]) => [name, [value]])),
    },
    requestBody,
    body: one.phase === 'request' ? requestBody : Payload.fromText(one.integrationResponse?.body ?? ''),
    context,
    stageVariables: new Map(Object.entries(one.stageVariables)),
  };
}

function merge(into: JavaMap, from: Value): void {
  if (!(from instanceof JavaMap)) throw new Error('context is no object');
  for (const [key, value] of from.entries()) {
    if (!(value instanceof JavaMap)) {
      into.set(key, value);
      continue;
    }
    const existing = into.get(key);
    const group = existing instanceof JavaMap ? existing : new JavaMap(false);
    if (group !== existing) into.set(key, group);
    merge(group, value);
  }
}

function normal(text: string, compare: Case['compare']): unknown {
  if (compare === 'json') return JSON.parse(text);
  return compare === 'ignore-whitespace' ? text.replace(/\s+/g, '') : text;
}

function plain(value: Value): unknown {
  if (value instanceof JavaMap)
    return Object.fromEntries([...value.entries()].map(([key, item]) => [toJavaString(key), plain(item)]));
  return value instanceof JavaList ? value.items.map(plain) : value;
}

describe.each(['mapping', 'mapping-portico'])('conformance/%s', (name) => {
  const folder = new URL(`../../../conformance/${name}/`, import.meta.url);
  const cases = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[]);

  test('there are cases', () => expect(cases.length).toBeGreaterThan(name === 'mapping' ? 100 : 20));

  test.each(cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
    const template = compileMappingTemplate(one.template);
    const scope = scopeOf(one);
    if (one.error !== undefined) {
      expect(() => template.render(scope)).toThrow();
      return;
    }
    const rendered = template.render(scope);
    expect(normal(rendered, one.compare)).toEqual(normal(one.expected ?? '', one.compare));
    if (one.expectedOverrides !== undefined) expect(Object(plain(scope.context))).toMatchObject(one.expectedOverrides);
  });
});
