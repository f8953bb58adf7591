import type { Integration, Method } from '@portico/api-model';
import { GatewayFault } from '@portico/api-model';
import type { MappingExpression } from '@portico/mapping';
import { compileMappingExpression, InvalidJsonBodyError, requestOverrides } from '@portico/mapping';
import type { Payload } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry } from './facts.ts';
import { lastHeader } from './facts.ts';
import { configurationFault } from './faults.ts';
import { headerValue, isDroppedRequestHeader, isForbiddenRequestHeader } from './header-rules.ts';
import type { IntegrationTarget } from './integration-target.ts';
import { endpointNameOf } from './integration-target.ts';
import { compileMockStatus } from './mock-status.ts';
import { compileRequestBody } from './request-template.ts';
import type { RequestScope } from './scopes.ts';

/** One call of an integration, complete but for what the gateway adds itself (trace id, signature). */
export type IntegrationRequest =
  | { readonly type: 'MOCK'; readonly status: number | undefined }
  | {
      readonly type: 'HTTP';
      readonly httpMethod: string;
      readonly url: IntegrationUrl;
      readonly headers: readonly HeaderEntry[];
      /** Absent for GET, HEAD and OPTIONS. */
      readonly body: Payload | undefined;
      readonly timeoutInMillis: number;
      readonly insecureSkipVerification: boolean;
    }
  | {
      readonly type: 'SAGEMAKER';
      readonly region: string;
      /** `undefined`: the rendered path is no `endpoints/{name}/invocations`. */
      readonly endpointName: string | undefined;
      readonly servicePath: string;
      readonly httpMethod: string;
      /** Mapped headers and the gateway's Accept and Content-Type. */
      readonly headers: readonly HeaderEntry[];
      readonly body: Payload;
      readonly timeoutInMillis: number;
    };

/** A rendered HTTP endpoint. The path goes out as it was written: dot segments and escapes stay. */
export interface IntegrationUrl {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  /** Empty: the protocol's own. */
  readonly port: string;
  /** Path and query; begins with a slash. */
  readonly target: string;
}

/** Throws GatewayFault: 415, 400 for a body expression on broken JSON, 500 for everything that is the API's fault. */
export type MapRequest = (scope: RequestScope) => IntegrationRequest;

/** The integration request in the service's order: parameters, body, overrides, headers, URI (spec: data plane, section 9). */
export function compileIntegrationRequest(
  integration: Integration,
  method: Method,
  target: IntegrationTarget,
  isBinary: (mediaType: string) => boolean,
  report: Report,
): MapRequest {
  const parameters = compileParameters(integration, report);
  const mapBody = compileRequestBody(integration, method, isBinary, report);
  const finish = compileFinish(integration, target);
  return (scope) => {
    const contentType = lastHeader(scope.received.headers, 'content-type');
    const mapped = mapParameters(parameters, scope);
    const body = mapBody(scope, contentType);
    if (scope.contextIfRead !== undefined) applyOverrides(mapped, scope.contextIfRead);
    return finish(scope, mapped, body, contentType);
  };
}

interface MappedParameters {
  /** By lower-case name. */
  readonly header: Map<string, HeaderEntry>;
  readonly path: Map<string, string>;
  readonly querystring: Map<string, readonly string[]>;
}

interface Parameter {
  readonly location: 'header' | 'path' | 'querystring';
  readonly name: string;
  readonly expression: MappingExpression;
}

function compileParameters(integration: Integration, report: Report): readonly Parameter[] {
  const parameters: Parameter[] = [];
  for (const [key, text] of Object.entries(integration.requestParameters)) {
    const [, , location, ...rest] = key.split('.');
    const name = rest.join('.');
    if (location !== 'header' && location !== 'path' && location !== 'querystring') {
      report.error(
        'invalid-mapping-expression',
        `Invalid mapping expression specified: ${key}`,
        'Write integration.request.{header|path|querystring}.{name}.',
      );
      continue;
    }
    const expression = compileMappingExpression(text);
    for (const { message } of expression.diagnostics) {
      report.error('invalid-mapping-expression', message, `Correct the expression ${text} of ${key}.`);
    }
    if (location === 'header' && integration.type !== 'MOCK' && isForbidden(integration.type, name)) {
      report.warning(
        'forbidden-header',
        `${name} header already present: every request answers 500`,
        `Remove the mapping ${key}.`,
      );
    }
    parameters.push({ location, name, expression });
  }
  return parameters;
}

function isForbidden(type: Integration['type'], name: string): boolean {
  return isForbiddenRequestHeader(type === 'AWS' ? 'AWS' : 'HTTP', name.toLowerCase());
}

function mapParameters(parameters: readonly Parameter[], scope: RequestScope): MappedParameters {
  const mapped: MappedParameters = { header: new Map(), path: new Map(), querystring: new Map() };
  for (const { location, name, expression } of parameters) {
    const value = evaluate(expression, scope);
    if (value === undefined) continue;
    if (location === 'querystring') mapped.querystring.set(name, typeof value === 'string' ? [value] : value);
    else if (location === 'path') mapped.path.set(name, joined(value));
    else mapped.header.set(name.toLowerCase(), [name, joined(value)]);
  }
  return mapped;
}

function evaluate(expression: MappingExpression, scope: RequestScope): string | readonly string[] | undefined {
  try {
    return expression.evaluate(scope);
  } catch (thrown) {
    if (thrown instanceof InvalidJsonBodyError) {
      throw new GatewayFault('BAD_REQUEST_BODY', { message: 'Invalid JSON in request body', cause: thrown });
    }
    throw thrown;
  }
}

function joined(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(',');
}

function applyOverrides(mapped: MappedParameters, context: Parameters<typeof requestOverrides>[0]): void {
  const overrides = requestOverrides(context);
  for (const [name, value] of overrides.header) mapped.header.set(name.toLowerCase(), [name, value]);
  for (const [name, value] of overrides.path) mapped.path.set(name, value);
  for (const [name, value] of overrides.querystring)
    mapped.querystring.set(name, typeof value === 'string' ? [value] : value);
}

type Finish = (
  scope: RequestScope,
  mapped: MappedParameters,
  body: Payload,
  contentType: string | undefined,
) => IntegrationRequest;

function compileFinish(integration: Integration, target: IntegrationTarget): Finish {
  const { timeoutInMillis, insecureSkipVerification = false } = integration;
  switch (target.type) {
    case 'MOCK': {
      const statusOf = compileMockStatus();
      return (_scope, _mapped, body) => ({ type: 'MOCK', status: statusOf(body) });
    }
    case 'HTTP':
      return (scope, mapped, body, contentType) => {
        const httpMethod = integrationMethod(integration, scope);
        const hasBody = carriesBody(httpMethod);
        return {
          type: 'HTTP',
          httpMethod,
          url: integrationUrl(target.uri.render(mapped.path, scope.stageVariables), mapped.querystring),
          headers: outboundHeaders('HTTP', mapped, scope, hasBody ? contentType : undefined),
          body: hasBody ? body : undefined,
          timeoutInMillis,
          insecureSkipVerification,
        };
      };
    case 'SAGEMAKER': {
      const constantPath = target.path.constant;
      const constantName = constantPath === undefined ? undefined : endpointNameOf(constantPath);
      return (scope, mapped, body, contentType) => {
        const servicePath = constantPath ?? target.path.render(mapped.path, scope.stageVariables);
        return {
          type: 'SAGEMAKER',
          region: target.region,
          endpointName: constantName ?? endpointNameOf(servicePath),
          servicePath,
          httpMethod: integrationMethod(integration, scope),
          headers: outboundHeaders('AWS', mapped, scope, contentType ?? 'application/json'),
          body,
          timeoutInMillis,
        };
      };
    }
    default:
      return target satisfies never;
  }
}

function integrationMethod(integration: Integration, scope: RequestScope): string {
  const { httpMethod = 'ANY' } = integration;
  return httpMethod === 'ANY' ? scope.received.httpMethod : httpMethod;
}

function carriesBody(httpMethod: string): boolean {
  return httpMethod !== 'GET' && httpMethod !== 'HEAD' && httpMethod !== 'OPTIONS';
}

/** No client header is forwarded unless mapped; the gateway supplies Accept, User-Agent and Content-Type (section 9.5). */
function outboundHeaders(
  type: 'AWS' | 'HTTP',
  mapped: MappedParameters,
  scope: RequestScope,
  contentType: string | undefined,
): readonly HeaderEntry[] {
  const headers: HeaderEntry[] = [];
  for (const [lower, [name, value]] of mapped.header) {
    if (isForbiddenRequestHeader(type, lower)) throw configurationFault(`${name} header already present`);
    if (isDroppedRequestHeader(type, lower)) continue;
    headers.push([name, headerValue(name, value)]);
  }
  if (!mapped.header.has('accept')) headers.push(ACCEPT_JSON);
  if (contentType !== undefined && !mapped.header.has('content-type')) headers.push(['Content-Type', contentType]);
  if (!mapped.header.has('user-agent')) headers.push(['User-Agent', `AmazonAPIGateway_${scope.stage.apiId}`]);
  if (type === 'HTTP') headers.push(['x-amzn-apigateway-api-id', scope.stage.apiId]);
  return headers;
}

const ACCEPT_JSON: HeaderEntry = ['Accept', 'application/json'];

function integrationUrl(rendered: string, query: ReadonlyMap<string, readonly string[]>): IntegrationUrl {
  const parsed = URL.canParse(rendered) ? new URL(rendered) : undefined;
  const raw = /^https?:\/\/[^/?#]+([^#]*)/i.exec(rendered)?.[1];
  if (parsed === undefined || raw === undefined || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) {
    throw configurationFault('Invalid endpoint address');
  }
  const appended = [...query].flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`),
  );
  const path = raw.startsWith('/') ? raw : `/${raw}`;
  const separator = appended.length === 0 ? '' : path.includes('?') ? '&' : '?';
  return {
    protocol: parsed.protocol,
    hostname: parsed.hostname,
    port: parsed.port,
    target: `${path.replaceAll(' ', '%20')}${separator}${appended.join('&')}`,
  };
}
