import type { Method, MethodVerb, RequestValidator, Resource } from '../rest-api.ts';
import { importIntegration } from './import-integration.ts';
import { importIntegrationResponses } from './import-integration-responses.ts';
import type { ModelTable } from './import-models.ts';
import { importParameters } from './import-parameters.ts';
import { bodyModels2, bodyModels3, importMethodResponses } from './import-responses.ts';
import { type ImportScope, prefixed } from './import-scope.ts';
import type { SecurityTable } from './import-security.ts';
import { member, readList, readText, reportUnknownMembers } from './read.ts';
import { resolveReference } from './resolve-reference.ts';
import type { SourceMap } from './source-node.ts';

/** What operations refer to. */
export interface ImportTables {
  readonly models: ModelTable;
  readonly security: SecurityTable;
  /** By name. */
  readonly requestValidators: ReadonlyMap<string, RequestValidator>;
}

const MEMBERS: ReadonlySet<string> = new Set([
  'tags',
  'summary',
  'description',
  'externalDocs',
  'operationId',
  'parameters',
  'requestBody',
  'responses',
  'callbacks',
  'consumes',
  'produces',
  'schemes',
  'deprecated',
  'security',
  'servers',
  'x-amazon-apigateway-auth',
  'x-amazon-apigateway-integration',
  'x-amazon-apigateway-request-validator',
  'x-amazon-apigateway-documentation',
]);

/** An operation: parameters, models, responses, security and integration of one method. */
export function importMethod(
  scope: ImportScope,
  resource: Omit<Resource, 'methods'>,
  verb: MethodVerb,
  pathItem: SourceMap,
  operation: SourceMap,
  tables: ImportTables,
): Method {
  const { path } = resource;
  const methodScope = prefixed(scope, `Unable to put method '${verb}' on resource at path '${path}'`);
  const method = `${verb} ${path}`;
  reportUnknownMembers(scope, operation, MEMBERS);
  const parameters = importParameters(methodScope, pathItem, operation);
  const methodResponses = importMethodResponses(
    methodScope,
    operation,
    tables.models,
    method,
    mediaTypes(scope, operation, 'produces'),
  );
  const requestValidatorId = validatorId(methodScope, operation, tables.requestValidators);
  const operationName = readText(scope, operation, 'operationId')?.text;

  const use = `body of method '${method}'`;
  const requestModels =
    scope.version === '3.0'
      ? requestBodyModels(methodScope, operation, tables.models, use)
      : parameters.body === undefined
        ? {}
        : bodyModels2(methodScope, parameters.body, tables.models, use, mediaTypes(scope, operation, 'consumes'));

  return {
    httpMethod: verb,
    ...tables.security.securityOf(methodScope, operation),
    ...(operationName !== undefined && { operationName }),
    ...(requestValidatorId !== undefined && { requestValidatorId }),
    requestParameters: parameters.requestParameters,
    requestModels,
    methodResponses,
    ...integration(),
  };

  function integration(): Pick<Method, 'integration'> {
    const written = member(operation, 'x-amazon-apigateway-integration');
    const on = `on '${verb}' for resource at path '${path}'`;
    const node = written && resolveReference(prefixed(scope, `Unable to put integration ${on}`), written);
    if (node === undefined) return {};
    const imported = importIntegration(
      prefixed(scope, `Unable to put integration ${on}`),
      node,
      new Set(Object.keys(parameters.requestParameters)),
      resource,
      verb,
    );
    const integrationResponses = importIntegrationResponses(
      prefixed(scope, `Unable to put integration response ${on}`),
      node,
      methodResponses,
      `resource '${path}' and method '${verb}'`,
    );
    return imported === undefined ? {} : { integration: { ...imported, integrationResponses } };
  }
}

function requestBodyModels(
  scope: ImportScope,
  operation: SourceMap,
  models: ModelTable,
  use: string,
): Readonly<Record<string, string>> {
  const written = member(operation, 'requestBody');
  const body = written && resolveReference(scope, written);
  return body === undefined ? {} : bodyModels3(scope, body, models, use);
}

function mediaTypes(scope: ImportScope, operation: SourceMap, name: 'consumes' | 'produces'): readonly string[] {
  const list = readList(scope, operation, name) ?? readList(scope, scope.root, name);
  const types = (list?.items ?? []).flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
  return types.length === 0 ? ['application/json'] : types;
}

function validatorId(
  scope: ImportScope,
  operation: SourceMap,
  validators: ReadonlyMap<string, RequestValidator>,
): string | undefined {
  const name = 'x-amazon-apigateway-request-validator';
  const written = readText(scope, operation, name) ?? readText(scope, scope.root, name);
  if (written === undefined) return undefined;
  const validator = validators.get(written.text);
  if (validator === undefined) {
    scope.report('unknown-request-validator', written, 'Invalid Request Validator identifier specified', {
      remedy: `Define '${written.text}' under x-amazon-apigateway-request-validators.`,
    });
  }
  return validator?.id;
}
