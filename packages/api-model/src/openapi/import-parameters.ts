import { INVALID_PARAMETER_NAME, PARAMETER_NAME } from '../rules/parameter-mapping.ts';
import type { ImportScope } from './import-scope.ts';
import { readBoolean, readList, readText } from './read.ts';
import { resolveReference } from './resolve-reference.ts';
import type { SourceMap, SourceNode } from './source-node.ts';

export interface ImportedParameters {
  /** As `Method.requestParameters`. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** OpenAPI 2: the parameter whose schema describes the body. */
  readonly body: SourceMap | undefined;
}

const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ['path', 'path'],
  ['query', 'querystring'],
  ['header', 'header'],
]);

interface Parameter {
  readonly node: SourceMap;
  readonly at: SourceNode;
  readonly name: string;
  readonly location: string;
}

/** The parameters of an operation: its own, and those of its path that it does not replace. */
export function importParameters(scope: ImportScope, pathItem: SourceMap, operation: SourceMap): ImportedParameters {
  const parameters = new Map<string, Parameter>();
  for (const level of [pathItem, operation]) {
    const seen = new Set<string>();
    for (const item of readList(scope, level, 'parameters')?.items ?? []) {
      const parameter = readParameter(scope, item);
      if (parameter === undefined) continue;
      const key = `${parameter.location} ${parameter.name}`;
      if (seen.has(key)) reportDuplicate(scope, parameter);
      seen.add(key);
      parameters.set(key, parameter);
    }
  }

  const requestParameters = new Map<string, boolean>();
  const names = new Set<string>();
  let body: SourceMap | undefined;
  for (const parameter of parameters.values()) {
    const { node, at, name, location } = parameter;
    if (location === 'body' && scope.version === '2.0') {
      body = node;
      continue;
    }
    const mapped = LOCATIONS.get(location);
    if (mapped === undefined) {
      scope.report('ignored-parameter', at, `Unsupported location '${location}' of parameter '${name}'. Ignoring.`, {
        remedy:
          location === 'formData'
            ? 'Read the form from the body in a mapping template.'
            : 'API Gateway knows parameters in path, query and header only.',
      });
      continue;
    }
    if (!PARAMETER_NAME.test(name)) {
      scope.report('invalid-parameter-name', at, INVALID_PARAMETER_NAME, {
        remedy: `Rename '${name}': brackets and spaces cannot be mapped (filter[name] can become filter.name).`,
      });
    }
    if (names.has(name)) reportDuplicate(scope, parameter);
    names.add(name);
    const required = readBoolean(scope, node, 'required') ?? false;
    requestParameters.set(`method.request.${mapped}.${name}`, location === 'path' || required);
  }
  return { requestParameters: Object.fromEntries(requestParameters), body };
}

function readParameter(scope: ImportScope, at: SourceNode): Parameter | undefined {
  const node = resolveReference(scope, at);
  if (node === undefined) return undefined;
  const name = readText(scope, node, 'name')?.text;
  const location = readText(scope, node, 'in')?.text;
  if (name === undefined || location === undefined) {
    const missing = name === undefined ? 'name' : 'in';
    scope.report('missing-member', at, `Parameter without '${missing}'`, {
      remedy: 'A parameter needs a name and in (path, query or header).',
      member: missing,
    });
    return undefined;
  }
  return { node, at, name, location };
}

function reportDuplicate(scope: ImportScope, { at, name }: Parameter): void {
  scope.report('duplicate-parameter-name', at, 'Parameter names must be unique across querystring, header and path', {
    remedy: `Rename one of the parameters '${name}'.`,
  });
}
