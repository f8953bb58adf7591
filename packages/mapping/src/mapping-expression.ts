import { type CompiledPath, compilePath } from '@portico/jsonpath';
import { JavaMap, type Payload, parseJson, printJson, toJavaString, type Value } from '@portico/values';
import { InvalidJsonBodyError } from './invalid-json-body-error.ts';
import { lastOf, type MappingScope } from './mapping-scope.ts';
import type { TemplateDiagnostic } from './template-diagnostic.ts';

export type ParameterLocation = 'path' | 'querystring' | 'header' | 'multivaluequerystring' | 'multivalueheader';

/** What an expression names, for checks against the method and its resource. */
export type MappingSource =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'stageVariables'; readonly name: string }
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'method.request'; readonly location: ParameterLocation; readonly name: string }
  | { readonly kind: 'integration.response'; readonly location: 'header' | 'multivalueheader'; readonly name: string }
  /** `path` is a JSONPath without its leading `$.`; absent for the whole body. */
  | { readonly kind: 'method.request.body' | 'integration.response.body'; readonly path?: string }
  | { readonly kind: 'invalid' };

export interface MappingExpression {
  readonly text: string;
  readonly source: MappingSource;
  /** An expression with a diagnostic never has a value. */
  readonly diagnostics: readonly TemplateDiagnostic[];
  /**
   * The value, decoded as the scope has it; a list only for `multivaluequerystring`. `undefined`: no value, nothing is to be sent.
   * Throws `InvalidJsonBodyError` for a body expression over a body that only looks like JSON.
   */
  evaluate(scope: MappingScope): string | readonly string[] | undefined;
}

/** A parameter mapping expression (spec: data plane, sections 9.1 and 12). */
export function compileMappingExpression(text: string): MappingExpression {
  const source = parseSource(text);
  if (source.kind === 'invalid') {
    return failed(text, source, 'invalid-mapping-expression', `Invalid mapping expression specified: ${text}`);
  }
  try {
    return { text, source, diagnostics: [], evaluate: evaluator(source) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(text, source, 'invalid-json-path', error.message);
  }
}

function failed(text: string, source: MappingSource, code: string, message: string): MappingExpression {
  const span = { start: 0, end: text.length, line: 1, column: 1 };
  return { text, source, diagnostics: [{ code, message, span }], evaluate: () => undefined };
}

const LITERAL = /^'(.*)'$/s;
const PARAMETER = /^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/s;
const RESPONSE_HEADER = /^integration\.response\.(header|multivalueheader)\.(.+)$/s;
const BODY = /^(method\.request\.body|integration\.response\.body)(?:\.(.+)|(\[.+))?$/s;
const STAGE_VARIABLE = /^stageVariables\.([A-Za-z0-9_]+)$/;
const CONTEXT = /^context\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_:-]+)*)$/;

function parseSource(text: string): MappingSource {
  const literal = LITERAL.exec(text);
  if (literal !== null) return { kind: 'literal', value: literal[1] ?? '' };
  const parameter = PARAMETER.exec(text);
  if (parameter !== null)
    return { kind: 'method.request', location: parameter[1] as ParameterLocation, name: parameter[2] ?? '' };
  const header = RESPONSE_HEADER.exec(text);
  if (header !== null)
    return {
      kind: 'integration.response',
      location: header[1] as 'header' | 'multivalueheader',
      name: header[2] ?? '',
    };
  const body = BODY.exec(text);
  if (body !== null) {
    const kind = body[1] as 'method.request.body' | 'integration.response.body';
    const path = body[2] ?? body[3];
    return path === undefined ? { kind } : { kind, path };
  }
  const stageVariable = STAGE_VARIABLE.exec(text);
  if (stageVariable !== null) return { kind: 'stageVariables', name: stageVariable[1] ?? '' };
  const context = CONTEXT.exec(text);
  if (context !== null) return { kind: 'context', path: (context[1] ?? '').split('.') };
  return { kind: 'invalid' };
}

function evaluator(source: Exclude<MappingSource, { kind: 'invalid' }>): MappingExpression['evaluate'] {
  switch (source.kind) {
    case 'literal':
      return () => source.value;
    case 'stageVariables':
      return (scope) => scope.stageVariables.get(source.name);
    case 'context':
      return (scope) => contextValue(scope.context, source.path);
    case 'method.request':
      return parameterEvaluator(source.location, source.name);
    case 'integration.response': {
      const name = source.name.toLowerCase();
      if (source.location === 'header') return (scope) => lastOf(scope.responseHeaders?.get(name));
      return (scope) => scope.responseHeaders?.get(name)?.join(',');
    }
    case 'method.request.body': {
      const read = bodyReader('method.request', source.path);
      return (scope) => read(scope.requestBody);
    }
    case 'integration.response.body': {
      const read = bodyReader('integration.response', source.path);
      return (scope) => read(scope.body);
    }
    default:
      return source satisfies never;
  }
}

function parameterEvaluator(location: ParameterLocation, name: string): MappingExpression['evaluate'] {
  switch (location) {
    case 'path':
      return (scope) => scope.params.path.get(name);
    case 'querystring':
      return (scope) => lastOf(scope.params.querystring.get(name));
    case 'header':
      return (scope) => lastOf(scope.params.header.get(name));
    case 'multivaluequerystring':
      return (scope) => scope.params.querystring.get(name);
    case 'multivalueheader':
      return (scope) => scope.params.header.get(name)?.join(',');
    default:
      return location satisfies never;
  }
}

function contextValue(context: JavaMap, path: readonly string[]): string | undefined {
  let value: Value | undefined = context;
  for (const name of path) value = value instanceof JavaMap ? value.get(name) : undefined;
  return value === undefined || value === null || value instanceof JavaMap ? undefined : toJavaString(value);
}

function bodyReader(
  body: InvalidJsonBodyError['body'],
  path: string | undefined,
): (payload: Payload) => string | undefined {
  if (path === undefined) {
    return (payload) => {
      jsonOf(payload, body);
      return payload.isEmpty ? undefined : payload.text();
    };
  }
  const compiled = compilePath(rooted(path));
  const nested = body === 'integration.response' ? errorMessagePath(path) : undefined;
  return (payload) => {
    const document = jsonOf(payload, body);
    if (document === undefined) return undefined;
    const value =
      compiled.findValue(document) ?? (nested === undefined ? undefined : insideErrorMessage(document, nested));
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : printJson(value);
  };
}

/** The body's JSON value; `undefined` for a body that does not look like JSON, which has no value to read. */
function jsonOf(payload: Payload, body: InvalidJsonBodyError['body']): Value | undefined {
  if (payload.isEmpty) return undefined;
  const value = payload.value();
  if (value === undefined && /^[{["']/.test(payload.text())) throw new InvalidJsonBodyError(body);
  return value;
}

function rooted(path: string): string {
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}

const ERROR_MESSAGE = /^errorMessage(?:\.(.+)|(\[.+))$/s;

/** A Lambda function's custom error is JSON text within `errorMessage`; a path may continue into it. */
function errorMessagePath(path: string): CompiledPath | undefined {
  const rest = ERROR_MESSAGE.exec(path);
  return rest === null ? undefined : compilePath(rooted(rest[1] ?? rest[2] ?? ''));
}

function insideErrorMessage(document: Value, path: CompiledPath): Value | undefined {
  const message = document instanceof JavaMap ? document.get('errorMessage') : undefined;
  if (typeof message !== 'string') return undefined;
  let parsed: Value;
  try {
    parsed = parseJson(message, { lists: 'json' });
  } catch {
    return undefined;
  }
  return path.findValue(parsed);
}
