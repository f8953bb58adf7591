import { JavaMap, toJavaString, type Value } from '@portico/values';
import { lastOf, type MappingScope } from './mapping-scope.ts';

/** `$context.error` in a gateway response. */
export interface GatewayResponseError {
  /** What the caller may read; `null` prints as `null`. */
  readonly message: string | null;
  /** The message as JSON text: with its quotes, or `null`. */
  readonly messageString: string;
  readonly responseType: string;
  /** Absent prints nothing. */
  readonly validationErrorString?: string | undefined;
}

export type GatewayResponseScope = Pick<MappingScope, 'params' | 'context' | 'stageVariables'>;

export interface GatewayResponseTemplate {
  render(error: GatewayResponseError, scope: GatewayResponseScope): string;
}

/**
 * A gateway response's body template: text in which `$context.x.y`, `$stageVariables.x` and `$method.request.{header|path|querystring}.x`
 * are replaced by their values, unescaped. Not Velocity: nothing else is special (spec: data plane, section 14).
 * A variable without a value prints nothing.
 */
export function compileGatewayResponseTemplate(source: string): GatewayResponseTemplate {
  const parts: Part[] = [];
  let end = 0;
  for (const match of source.matchAll(VARIABLE)) {
    if (match.index > end) parts.push(source.slice(end, match.index));
    parts.push(variable(match[0].slice(1)));
    end = match.index + match[0].length;
  }
  if (end < source.length) parts.push(source.slice(end));
  return {
    render(error, scope) {
      let text = '';
      for (const part of parts) text += typeof part === 'string' ? part : part(error, scope);
      return text;
    },
  };
}

type Part = string | ((error: GatewayResponseError, scope: GatewayResponseScope) => string);

const VARIABLE =
  /\$(?:context(?:\.[A-Za-z0-9_:-]+)+|stageVariables\.[A-Za-z0-9_]+|method\.request\.(?:header|path|querystring)\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)/g;

function variable(name: string): Part {
  const path = name.split('.');
  if (path[0] === 'stageVariables') {
    const key = path[1] ?? '';
    return (_, scope) => scope.stageVariables.get(key) ?? '';
  }
  if (path[0] === 'method') return parameter(path[2] ?? '', path.slice(3).join('.'));
  if (path[1] === 'error') return errorVariable(path.slice(2).join('.'));
  return contextVariable(path.slice(1));
}

function parameter(location: string, name: string): Part {
  if (location === 'path') return (_, scope) => scope.params.path.get(name) ?? '';
  if (location === 'querystring') return (_, scope) => lastOf(scope.params.querystring.get(name)) ?? '';
  return (_, scope) => lastOf(scope.params.header.get(name)) ?? '';
}

function errorVariable(name: string): Part {
  switch (name) {
    case 'message':
      return (error) => error.message ?? 'null';
    case 'messageString':
      return (error) => error.messageString;
    case 'responseType':
      return (error) => error.responseType;
    case 'validationErrorString':
      return (error) => error.validationErrorString ?? '';
    default:
      return '';
  }
}

function contextVariable(path: readonly string[]): Part {
  return (_, scope) => {
    let value: Value | undefined = scope.context;
    for (const name of path) value = value instanceof JavaMap ? value.get(name) : undefined;
    return value === undefined || value === null || value instanceof JavaMap ? '' : toJavaString(value);
  };
}
