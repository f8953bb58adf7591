import type { MethodResponse } from '../rest-api.ts';
import { invalidContentType, isContentTypeKey } from '../rules/media-type.ts';
import { INVALID_PARAMETER_NAME, PARAMETER_NAME } from '../rules/parameter-mapping.ts';
import { invalidStatusCode, isStatusCode } from '../rules/status-code.ts';
import type { ModelTable } from './import-models.ts';
import type { ImportScope } from './import-scope.ts';
import { readMap } from './read.ts';
import { resolveReference } from './resolve-reference.ts';
import type { SourceMap } from './source-node.ts';

/** @param mediaTypes OpenAPI 2: what the operation produces. */
export function importMethodResponses(
  scope: ImportScope,
  operation: SourceMap,
  models: ModelTable,
  method: string,
  mediaTypes: readonly string[],
): readonly MethodResponse[] {
  const responses: MethodResponse[] = [];
  for (const [statusCode, node] of readMap(scope, operation, 'responses')?.entries ?? []) {
    if (statusCode.startsWith('x-')) continue;
    if (statusCode === 'default') {
      scope.report(
        'ignored-response',
        node,
        `A method response needs a status code; response 'default' of method '${method}'. Ignoring.`,
        {
          remedy: 'Name the status codes that the method answers with.',
        },
      );
      continue;
    }
    if (!isStatusCode(statusCode)) {
      scope.report('invalid-status-code', node, invalidStatusCode(statusCode, 'putMethodResponseInput.statusCode'), {
        remedy: 'Use a status code of three digits, 100 to 599; ranges such as 4XX are not known.',
      });
      continue;
    }
    const response = resolveReference(scope, node);
    if (response === undefined) continue;
    const use = `${statusCode} response to method '${method}'`;
    responses.push({
      statusCode,
      responseParameters: responseHeaders(scope, response),
      responseModels:
        scope.version === '2.0'
          ? bodyModels2(scope, response, models, use, mediaTypes)
          : bodyModels3(scope, response, models, use),
    });
  }
  return responses;
}

/** OpenAPI 3: `content`, keyed by media type. */
export function bodyModels3(
  scope: ImportScope,
  owner: SourceMap,
  models: ModelTable,
  use: string,
): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  for (const [mediaType, node] of readMap(scope, owner, 'content')?.entries ?? []) {
    if (!isContentTypeKey(mediaType)) {
      scope.report('invalid-content-type', node, invalidContentType(mediaType), {
        remedy: 'Use type/subtype, or $default.',
      });
      continue;
    }
    const schema = node.kind === 'map' ? readMap(scope, node, 'schema') : undefined;
    const name = schema && models.modelFor(scope, schema, use);
    if (name !== undefined) names.set(mediaType, name);
  }
  return Object.fromEntries(names);
}

/** OpenAPI 2: one `schema` for every media type that the operation consumes or produces. */
export function bodyModels2(
  scope: ImportScope,
  owner: SourceMap,
  models: ModelTable,
  use: string,
  mediaTypes: readonly string[],
): Readonly<Record<string, string>> {
  const schema = readMap(scope, owner, 'schema');
  const name = schema && models.modelFor(scope, schema, use);
  if (name === undefined) return {};
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, name]));
}

function responseHeaders(scope: ImportScope, response: SourceMap): Readonly<Record<string, boolean>> {
  const headers = new Map<string, boolean>();
  for (const [name, node] of readMap(scope, response, 'headers')?.entries ?? []) {
    if (PARAMETER_NAME.test(name)) headers.set(`method.response.header.${name}`, false);
    else {
      scope.report('invalid-parameter-name', node, INVALID_PARAMETER_NAME, {
        remedy: 'Use letters, digits, dot, underscore, hyphen and $ in header names.',
      });
    }
  }
  return Object.fromEntries(headers);
}
