import { type CompiledPath, compilePath } from '@portico/jsonpath';
import { HostObject, JavaMap, printJson, type Value } from '@portico/values';
import { lastOf, type MappingScope, type ParameterValues, type RequestParameters } from './mapping-scope.ts';

/** `$input` of one template: one host object for all renders, which shows the request that is bound at the time. */
export interface Input {
  readonly host: HostObject;
  /** `undefined` when no render is running: then `$input` has nothing. */
  bind(scope: MappingScope | undefined): void;
}

/** How many different paths of one template are kept compiled. Paths may be built at render time. */
const MAX_KEPT_PATHS = 100;

/** `$input` (spec: data plane, section 21.2). */
export function createInput(): Input {
  let scope: MappingScope | undefined;
  let document: Value | undefined;
  const paths = new Map<string, CompiledPath>();

  /** The payload as JSON; `undefined` when it is not. An absent payload reads as an empty object. */
  function documentOf(bound: MappingScope): Value | undefined {
    document ??= bound.body.isEmpty ? new JavaMap() : bound.body.value();
    return document;
  }

  function find(args: readonly Value[], bound: MappingScope): Value | undefined {
    const root = documentOf(bound);
    const path = pathOf(String(args[0]));
    return root === undefined ? undefined : path.findValue(root);
  }

  function pathOf(text: string): CompiledPath {
    let path = paths.get(text);
    if (path === undefined) {
      path = compilePath(text);
      if (paths.size < MAX_KEPT_PATHS) paths.set(text, path);
    }
    return path;
  }

  const host = new HostObject(
    'input',
    new Map([
      ['path', (args) => (scope === undefined || !isText(args) ? undefined : (find(args, scope) ?? null))],
      ['json', (args) => (scope === undefined || !isText(args) ? undefined : jsonText(find(args, scope)))],
      ['params', (args) => (scope === undefined ? undefined : params(args, scope.params))],
    ]),
    new Map([['body', () => (scope === undefined ? null : scope.body.isEmpty ? '{}' : scope.body.text())]]),
  );

  return {
    host,
    bind(bound) {
      scope = bound;
      document = undefined;
    },
  };
}

function isText(args: readonly Value[]): boolean {
  return args.length === 1 && typeof args[0] === 'string';
}

/** A path that leads nowhere gives the text of an empty JSON string. */
function jsonText(value: Value | undefined): string {
  return value === undefined ? '""' : printJson(value);
}

function params(args: readonly Value[], parameters: RequestParameters): Value | undefined {
  const [name] = args;
  if (args.length === 0) return allParams(parameters);
  if (args.length > 1 || typeof name !== 'string') return undefined;
  return (
    parameters.path.get(name) ?? lastOf(parameters.querystring.get(name)) ?? lastOf(parameters.header.get(name)) ?? ''
  );
}

function allParams({ path, querystring, header }: RequestParameters): JavaMap {
  return JavaMap.of([
    ['path', JavaMap.of(path)],
    ['querystring', lastValues(querystring)],
    ['header', lastValues(header)],
  ]);
}

function lastValues(values: ParameterValues<readonly string[]>): JavaMap {
  const map = new JavaMap();
  for (const [name, all] of values) map.set(name, lastOf(all) ?? null);
  return map;
}
