import type { Method, MethodResponse, Resource, RestApi } from '../rest-api.ts';
import { exportIntegration } from './export-integration.ts';
import { modelReference } from './export-models.ts';
import type { Exported, ExportOptions } from './export-openapi.ts';
import type { ExportNames } from './export-security.ts';
import { exportSecurity } from './export-security.ts';

/** A method as an operation. */
export function exportMethod(
  api: RestApi,
  resource: Resource,
  method: Method,
  options: ExportOptions,
  names: ExportNames,
): Exported {
  const { version, extensions } = options;
  const validator = api.requestValidators.find(({ id }) => id === method.requestValidatorId);
  const { body, ...consumes } = exportBody(method, version);
  const parameters = [...exportParameters(method, version), ...body];
  const produces = [...new Set(method.methodResponses.flatMap((response) => Object.keys(response.responseModels)))];
  return {
    ...(method.operationName !== undefined && { operationId: method.operationName }),
    ...consumes,
    ...(version === '2.0' && produces.length > 0 && { produces }),
    ...(parameters.length > 0 && { parameters }),
    responses: Object.fromEntries(
      method.methodResponses.map((response) => [response.statusCode, exportResponse(response, version)]),
    ),
    ...exportSecurity(api, method, names),
    ...(extensions.apigateway &&
      validator !== undefined && { 'x-amazon-apigateway-request-validator': names.validatorName(validator) }),
    ...(extensions.integrations &&
      method.integration !== undefined && {
        'x-amazon-apigateway-integration': exportIntegration(method.integration, resource.id),
      }),
  };
}

const LOCATIONS: readonly (readonly [prefix: string, location: string])[] = [
  ['method.request.path.', 'path'],
  ['method.request.querystring.', 'query'],
  ['method.request.multivaluequerystring.', 'query'],
  ['method.request.header.', 'header'],
  ['method.request.multivalueheader.', 'header'],
];

function exportParameters(method: Method, version: ExportOptions['version']): readonly Exported[] {
  const type = version === '2.0' ? { type: 'string' } : { schema: { type: 'string' } };
  return Object.entries(method.requestParameters).flatMap(([key, required]) => {
    const found = LOCATIONS.find(([prefix]) => key.startsWith(prefix));
    if (found === undefined) return [];
    const [prefix, location] = found;
    // OpenAPI wants path parameters required.
    const must = required || location === 'path';
    return [{ name: key.slice(prefix.length), in: location, ...(must && { required: true }), ...type }];
  });
}

interface ExportedBody {
  /** OpenAPI 2: the body parameter. */
  readonly body: readonly Exported[];
  readonly consumes?: readonly string[];
  readonly requestBody?: Exported;
}

function exportBody({ requestModels }: Method, version: ExportOptions['version']): ExportedBody {
  const [first] = Object.values(requestModels);
  if (first === undefined) return { body: [] };
  if (version === '3.0') return { body: [], requestBody: { content: exportContent(requestModels), required: true } };
  // One schema serves all media types there: the first model's.
  const consumes = Object.keys(requestModels).filter((mediaType) => requestModels[mediaType] === first);
  return { body: [{ in: 'body', name: first, required: true, schema: modelReference(first, version) }], consumes };
}

function exportContent(models: Readonly<Record<string, string>>): Exported {
  return Object.fromEntries(
    Object.entries(models).map(([mediaType, name]) => [mediaType, { schema: modelReference(name, '3.0') }]),
  );
}

function exportResponse(response: MethodResponse, version: ExportOptions['version']): Exported {
  const { statusCode, responseModels } = response;
  const headers = Object.keys(response.responseParameters).map((key) => [
    key.replace('method.response.header.', ''),
    version === '2.0' ? { type: 'string' } : { schema: { type: 'string' } },
  ]);
  const [first] = Object.values(responseModels);
  return {
    description: `${statusCode} response`,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(first !== undefined &&
      (version === '2.0' ? { schema: modelReference(first, version) } : { content: exportContent(responseModels) })),
  };
}
