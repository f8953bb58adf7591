import type { Integration } from '@portico/api-model';
import { GatewayFault } from '@portico/api-model';
import type { MappingExpression } from '@portico/mapping';
import { InvalidJsonBodyError, requestOverrides } from '@portico/mapping';
import type { JavaMap } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry } from './facts.ts';
import { headerName, headerText, isForbiddenRequestHeader, isHeaderName } from './header-rules.ts';
import { compileMapping, invalidMappingKey, joined, literalOf } from './parameter-mapping.ts';
import type { RequestScope } from './scopes.ts';

/** Parameters of one integration request, mapped and overridden. */
export interface MappedParameters {
  /** By lower-case name. */
  readonly header: ReadonlyMap<string, HeaderEntry>;
  readonly path: ReadonlyMap<string, string>;
  readonly querystring: ReadonlyMap<string, readonly string[]>;
}

export interface ParameterMappings {
  /** The parameters of every request, when no expression reads one: always the same object. */
  readonly constant: MappedParameters | undefined;
  /** Throws GatewayFault BAD_REQUEST_BODY for a body expression on broken JSON. */
  map(scope: RequestScope): MappedParameters;
}

/** `integration.request.{header|path|querystring}.{name}` mappings (spec: data plane, section 9.1). */
export function compileRequestParameters(integration: Integration, report: Report): ParameterMappings {
  const parameters = Object.entries(integration.requestParameters).flatMap(([key, text]) =>
    compileParameter(key, text, integration, report),
  );
  const constant = constantOf(parameters);
  return {
    constant,
    map: constant === undefined ? (scope) => mapParameters(parameters, scope) : () => constant,
  };
}

/** What templates set in `$context.requestOverride` wins over the mappings (section 9.4). */
export function withRequestOverrides(mapped: MappedParameters, context: JavaMap): MappedParameters {
  const overrides = requestOverrides(context);
  if (overrides.header.size + overrides.path.size + overrides.querystring.size === 0) return mapped;
  const header = new Map(mapped.header);
  const path = new Map([...mapped.path, ...overrides.path]);
  const querystring = new Map(mapped.querystring);
  for (const [name, value] of overrides.header) header.set(name.toLowerCase(), [headerName(name), value]);
  for (const [name, value] of overrides.querystring) querystring.set(name, [value]);
  return { header, path, querystring };
}

interface Parameter {
  readonly location: keyof MappedParameters;
  readonly name: string;
  readonly lowerCaseName: string;
  readonly expression: MappingExpression;
}

function compileParameter(key: string, text: string, integration: Integration, report: Report): readonly Parameter[] {
  const [, location, name] = PARAMETER.exec(key) ?? [];
  if (!isLocation(location) || name === undefined || (location === 'header' && !isHeaderName(name))) {
    invalidMappingKey(key, 'integration.request.{header|path|querystring}.{name}', report);
    return [];
  }
  const expression = compileMapping('integration.request', key, text, report);
  if (expression === undefined) return [];
  const lowerCaseName = name.toLowerCase();
  if (location === 'header' && integration.type !== 'MOCK') {
    warnOfHeader(integration.type === 'AWS' ? 'AWS' : 'HTTP', key, name, expression, report);
  }
  return [{ location, name, lowerCaseName, expression }];
}

const PARAMETER = /^integration\.request\.(header|path|querystring)\.(.+)$/s;

function isLocation(text: string | undefined): text is keyof MappedParameters {
  return text === 'header' || text === 'path' || text === 'querystring';
}

function warnOfHeader(
  type: 'AWS' | 'HTTP',
  key: string,
  name: string,
  expression: MappingExpression,
  report: Report,
): void {
  if (isForbiddenRequestHeader(type, name.toLowerCase())) {
    report.add(
      'forbidden-header',
      `${name} header already present: every request that maps it answers 500`,
      `Remove the mapping ${key}.`,
    );
  }
  const literal = literalOf(expression);
  if (literal !== undefined && headerText(literal) === undefined) {
    report.add(
      'invalid-header-value',
      `Invalid characters in the value of header ${name}: every request answers 500`,
      `Correct the literal of ${key}.`,
    );
  }
}

function constantOf(parameters: readonly Parameter[]): MappedParameters | undefined {
  const mapped = newParameters();
  for (const parameter of parameters) {
    const literal = literalOf(parameter.expression);
    if (literal === undefined) return undefined;
    put(mapped, parameter, literal);
  }
  return mapped;
}

function mapParameters(parameters: readonly Parameter[], scope: RequestScope): MappedParameters {
  const mapped = newParameters();
  for (const parameter of parameters) {
    const value = evaluate(parameter.expression, scope);
    if (value !== undefined) put(mapped, parameter, value);
  }
  return mapped;
}

interface Mutable {
  readonly header: Map<string, HeaderEntry>;
  readonly path: Map<string, string>;
  readonly querystring: Map<string, readonly string[]>;
}

function newParameters(): Mutable {
  return { header: new Map(), path: new Map(), querystring: new Map() };
}

function put(mapped: Mutable, { location, name, lowerCaseName }: Parameter, value: string | readonly string[]): void {
  if (location === 'querystring') mapped.querystring.set(name, typeof value === 'string' ? [value] : value);
  else if (location === 'path') mapped.path.set(name, joined(value));
  else mapped.header.set(lowerCaseName, [name, joined(value)]);
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
