import {
  declarationsFor,
  isMappingSource,
  isMappingTarget,
  mappingError,
  type ParameterMap,
} from '../rules/parameter-mapping.ts';
import type { ImportScope } from './import-scope.ts';
import { readMap } from './read.ts';
import { describeKind, type SourceMap } from './source-node.ts';

const REMEDIES: Readonly<Record<ParameterMap, { readonly target: string; readonly source: string }>> = {
  requestParameters: {
    target: 'Name an integration.request.{header|querystring|path}.{name}.',
    source:
      "Use method.request.{path|querystring|header|multivaluequerystring|multivalueheader}.{name}, method.request.body[.JSONPath], stageVariables.{name}, context.{name}, or 'text' in single quotes.",
  },
  responseParameters: {
    target: 'Name a method.response.header.{name}.',
    source:
      "Use integration.response.{header|multivalueheader}.{name}, integration.response.body[.JSONPath], stageVariables.{name}, context.{name}, or 'text' in single quotes.",
  },
  gatewayResponseParameters: {
    target: 'Name a gatewayresponse.header.{name}.',
    source:
      "Use method.request.{path|querystring|header}.{name}, context.{name}, stageVariables.{name}, or 'text' in single quotes.",
  },
};

/**
 * The parameter mappings of an integration, an integration response or a gateway response.
 * @param declared what the method declares: parameters that expressions may read (`requestParameters`), or headers that may be
 * set (`responseParameters`); undefined where nothing is declared.
 * @param owner for the service's warning: `property '{k}' of resource '{path}' and method '{M}'`
 */
export function importParameterMap(
  scope: ImportScope,
  node: SourceMap,
  kind: ParameterMap,
  declared: ReadonlySet<string> | undefined,
  owner: string,
): Readonly<Record<string, string>> {
  const name = kind === 'gatewayResponseParameters' ? 'responseParameters' : kind;
  const remedies = REMEDIES[kind];
  const mappings = new Map<string, string>();
  for (const [key, value] of readMap(scope, node, name)?.entries ?? []) {
    if (value.kind !== 'scalar' || typeof value.value !== 'string') {
      const got = value.kind === 'scalar' ? value.text : describeKind(value);
      scope.report(
        'ignored-mapping',
        value,
        `Invalid format for '${name}'. Expected type string for property '${key}' of ${owner} but got '${got}'`,
        { remedy: `The mapping is left out. ${remedies.source}` },
      );
      continue;
    }
    if (!isMappingTarget(kind, key)) {
      scope.report('invalid-mapping-expression', value, mappingError('expression', key), { remedy: remedies.target });
      continue;
    }
    const expression = value.value;
    if (!isMappingSource(kind, expression)) {
      scope.report('invalid-mapping-expression', value, mappingError('expression', expression), {
        remedy: remedies.source,
      });
      continue;
    }
    if (kind === 'requestParameters' && declared !== undefined) {
      const anyOf = declarationsFor(expression);
      if (anyOf !== undefined && !anyOf.some((parameter) => declared.has(parameter))) {
        scope.report('undeclared-parameter', value, mappingError('parameter', expression), {
          remedy: 'Declare it under parameters of the operation or of its path.',
        });
      }
    }
    if (kind === 'responseParameters' && declared !== undefined && !declared.has(key)) {
      scope.report('undeclared-parameter', value, mappingError('parameter', key), {
        remedy: 'Declare the header under responses.{statusCode}.headers of the operation.',
      });
    }
    mappings.set(key, expression);
  }
  return Object.fromEntries(mappings);
}
