/**
 * Keys and expressions of parameter mappings (spec: data plane, sections 9.1, 12 and 14; control plane, section 4.4).
 * Each check returns the service's message, or undefined.
 */
export type ParameterMap = 'requestParameters' | 'responseParameters' | 'gatewayResponseParameters';

const NAME = '[a-zA-Z0-9._$-]+';
const COMMON = [`^context\\.${NAME}$`, `^stageVariables\\.${NAME}$`, `^'[^]*'$`];

const TARGETS: Readonly<Record<ParameterMap, RegExp>> = {
  requestParameters: new RegExp(`^integration\\.request\\.(?:header|querystring|path)\\.${NAME}$`),
  responseParameters: new RegExp(`^method\\.response\\.header\\.${NAME}$`),
  gatewayResponseParameters: new RegExp(`^gatewayresponse\\.(?:header|querystring|path)\\.${NAME}$`),
};

const SOURCES: Readonly<Record<ParameterMap, RegExp>> = {
  requestParameters: anyOf(
    `^method\\.request\\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\\.${NAME}$`,
    '^method\\.request\\.body(?:\\.[^]+)?$',
    ...COMMON,
  ),
  responseParameters: anyOf(
    `^integration\\.response\\.(?:header|multivalueheader)\\.${NAME}$`,
    '^integration\\.response\\.body(?:\\.[^]+)?$',
    ...COMMON,
  ),
  gatewayResponseParameters: anyOf(`^method\\.request\\.(?:path|querystring|header)\\.${NAME}$`, ...COMMON),
};

export function isMappingTarget(map: ParameterMap, key: string): boolean {
  return TARGETS[map].test(key);
}

export function isMappingSource(map: ParameterMap, expression: string): boolean {
  return SOURCES[map].test(expression);
}

/**
 * The declared method parameters (one of them suffices) that an expression reads; undefined when it needs none.
 * `method.request.multivalueheader.X` may be declared as itself or as `method.request.header.X`.
 */
export function declarationsFor(expression: string): readonly string[] | undefined {
  const match = METHOD_PARAMETER.exec(expression);
  if (match === null) return undefined;
  const [, multivalue, rest] = match;
  return multivalue === undefined ? [expression] : [expression, `method.request.${rest}`];
}

const METHOD_PARAMETER = /^method\.request\.(multivalue)?((?:path|querystring|header)\..+)$/;

/** @param kind `expression`: it is no expression at all; `parameter`: what it names is not declared. */
export function mappingError(kind: 'expression' | 'parameter', expression: string): string {
  const detail =
    kind === 'expression'
      ? `Invalid mapping expression specified: ${expression}`
      : `Invalid mapping expression parameter specified: ${expression}`;
  return validationResult('Invalid mapping expression specified', detail);
}

/** The service's wrapping of what its validators found. */
export function validationResult(subject: string, ...errors: readonly string[]): string {
  return `${subject === '' ? '' : `${subject}: `}Validation Result: warnings : [], errors : [${errors.join(', ')}]`;
}

export const PARAMETER_NAME: RegExp = new RegExp(`^${NAME}$`);
export const INVALID_PARAMETER_NAME: string = validationResult(
  'Invalid mapping expression specified',
  `Parameter name should match the following regular expression: ^${NAME}$`,
);

function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'));
}
