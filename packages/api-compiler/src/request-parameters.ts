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
  /** The headers of every request, when no expression reads one: always the same object. */
  readonly constantHeader: MappedParameters['header'] | undefined;
  /** Throws GatewayFault BAD_REQUEST_BODY for a body expression on broken JSON. */
  map(scope: RequestScope): MappedParameters;
}

/** `integration.request.{header|path|querystring}.{name}` mappings (spec: data plane, section 9.1). */
export function compileRequestParameters(integration: Integration, report: Report): ParameterMappings {
  const parameters = Object.entries(integration.requestParameters).flatMap(([key, text]) =>
    compileParameter(key, text, integration, report),
  );
  const header = compileLocation(parameters, 'header', ({ name }, value): HeaderEntry => [name, joined(value)]);
  const path = compileLocation(parameters, 'path', (_parameter, value) => joined(value));
  const querystring = compileLocation(parameters, 'querystring', (_parameter, value) =>
    typeof value === 'string' ? [value] : value,
  );
  return {
    constantHeader: header.constant,
    map: (scope) => ({ header: header.map(scope), path: path.map(scope), querystring: querystring.map(scope) }),
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
  /** In the map of its location. */
  readonly key: string;
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
  if (location === 'header' && integration.type !== 'MOCK') {
    warnOfHeader(integration.type === 'AWS' ? 'AWS' : 'HTTP', key, name, expression, report);
  }
  return [{ location, name, key: location === 'header' ? name.toLowerCase() : name, expression }];
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

type MappedValue = string | readonly string[];

interface Location<V> {
  /** When no expression of the location reads the request. */
  readonly constant: ReadonlyMap<string, V> | undefined;
  map(scope: RequestScope): ReadonlyMap<string, V>;
}

function compileLocation<V>(
  all: readonly Parameter[],
  location: keyof MappedParameters,
  entryOf: (parameter: Parameter, value: MappedValue) => V,
): Location<V> {
  const parameters = all.filter((parameter) => parameter.location === location);
  const mapAll = (read: (expression: MappingExpression) => MappedValue | undefined): ReadonlyMap<string, V> => {
    const mapped = new Map<string, V>();
    for (const parameter of parameters) {
      const value = read(parameter.expression);
      if (value !== undefined) mapped.set(parameter.key, entryOf(parameter, value));
    }
    return mapped;
  };
  const isConstant = parameters.every(({ expression }) => literalOf(expression) !== undefined);
  const constant = isConstant ? mapAll(literalOf) : undefined;
  return { constant, map: (scope) => constant ?? mapAll((expression) => evaluate(expression, scope)) };
}

function evaluate(expression: MappingExpression, scope: RequestScope): MappedValue | undefined {
  try {
    return expression.evaluate(scope);
  } catch (thrown) {
    if (thrown instanceof InvalidJsonBodyError) {
      throw new GatewayFault('BAD_REQUEST_BODY', { message: 'Invalid JSON in request body', cause: thrown });
    }
    throw thrown;
  }
}
