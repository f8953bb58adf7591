import { compileMappingTemplate, createContext, type MappingScope } from '@portico/mapping';
import { JavaMap, Payload } from '@portico/values';
import { type ASTprocess, TemplateLimitError } from '@portico/vtl';
import { instrument, type MarkedOutput, readMarks } from './instrument.ts';
import type { Json, ProbeInput } from './scenario.ts';

/** Renders a template with made-up inputs. */
export interface Probe {
  /** `undefined`: the template failed. */
  render(input: ProbeInput): MarkedOutput | undefined;
  /** The work that one template is worth is done: everything fails from now on. */
  readonly isExhausted: boolean;
}

export function createProbe(source: string, tree: ASTprocess | undefined): Probe {
  const plain = compileMappingTemplate(source);
  const marked = tree === undefined ? undefined : instrument(source, tree);
  const instrumented = marked === undefined ? undefined : compileMappingTemplate(marked.source);
  const places = marked?.places ?? [];
  let exceeded = 0;
  let work = 0;
  const isExhausted = (): boolean => exceeded >= MAX_EXCEEDED || work > MAX_WORK;
  return {
    get isExhausted() {
      return isExhausted();
    },
    render(input) {
      if (isExhausted()) return undefined;
      try {
        const text = plain.render(scopeOf(input));
        work += source.length + text.length;
        if (instrumented === undefined) return { text, segments: [] };
        const output = readMarks(renderOr(instrumented, input), places);
        // Marks may change what blanks belong to: then nothing can be told about places.
        return output.text === text ? output : { text, segments: [] };
      } catch (thrown) {
        if (thrown instanceof TemplateLimitError) exceeded++;
        return undefined;
      }
    },
  };
}

/** Characters of source and output that one template's renders may have: what comes later is reported without an example. */
const MAX_WORK = 20_000_000;

/** A template that works until a limit stops it would only do so again. */
const MAX_EXCEEDED = 1;

function renderOr(template: { render(scope: MappingScope): string }, input: ProbeInput): string {
  try {
    return template.render(scopeOf(input));
  } catch {
    return '';
  }
}

function scopeOf(input: ProbeInput): MappingScope {
  const body = Payload.fromText(input.body ?? '');
  const lists = (record: Readonly<Record<string, string>>) =>
    new Map(Object.entries(record).map(([name, value]) => [name, [value]]));
  return {
    params: {
      path: new Map(Object.entries(input.path)),
      querystring: lists(input.querystring),
      header: lists(input.header),
    },
    requestBody: body,
    body,
    context: contextOf(input.context),
    stageVariables: new Map(Object.entries(input.stageVariables)),
  };
}

function contextOf(members: Readonly<Record<string, Json>>): JavaMap {
  const context = createContext({
    accountId: '123456789012',
    apiId: 'a1b2c3d4e5',
    deploymentId: 'abc123',
    domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'a1b2c3d4e5',
    extendedRequestId: 'AbCdEfGhIjKlMnO=',
    httpMethod: 'POST',
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: '192.0.2.1',
      user: null,
      userAgent: 'curl/8.5.0',
      userArn: null,
    },
    path: '/prod/items',
    requestId: '550e8400-e29b-41d4-a716-446655440000',
    requestTimeEpoch: 1_790_000_000_000,
    resourceId: 'abc123',
    resourcePath: '/items',
    stage: 'prod',
  });
  merge(context, members, true);
  return context;
}

/** What the gateway itself supplies stays, but for what a caller writes. */
function merge(into: JavaMap, members: Readonly<Record<string, Json>>, isTop: boolean): void {
  for (const [name, value] of Object.entries(members)) {
    const existing = into.get(name);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const group = existing instanceof JavaMap ? existing : new JavaMap(false);
      if (group !== existing) into.set(name, group);
      merge(group, value as Readonly<Record<string, Json>>, false);
    } else if (existing === undefined || existing === null || name === 'userAgent' || (isTop && name === 'path'))
      into.set(name, String(value));
  }
}
