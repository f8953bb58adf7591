import type { MethodVerb, Resource, RestApi } from '../rest-api.ts';
import { exportMethod } from './export-method.ts';
import { exportModels } from './export-models.ts';
import { createExportNames, type ExportNames, exportSecuritySchemes } from './export-security.ts';
import { exportSettings } from './export-settings.ts';

/** JSON data; numbers of schemas keep their digits when it is printed by `JSON.stringify`. */
export type Exported = Readonly<Record<string, unknown>>;

export interface ExportOptions {
  readonly version: '2.0' | '3.0';
  readonly region: string;
  readonly stageName: string;
  readonly extensions: ExportExtensions;
  /** What `x-amazon-apigateway-documentation` holds; absent: nothing. */
  readonly documentation?: Exported;
}

/** Which `x-amazon-apigateway-*` extensions to write. */
export interface ExportExtensions {
  readonly integrations: boolean;
  readonly authorizers: boolean;
  /** All the others, with settings of the API and request validators. */
  readonly apigateway: boolean;
}

/**
 * An API as an OpenAPI document, as GetExport writes it
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html; spec: control plane, section 6).
 * With all extensions, importing the document gives the same API, but for ids and what OpenAPI cannot say: whether
 * a path parameter or a response header is required, several integration responses without a pattern, the media type and the
 * own description of a model, and (2.0 only) different models for different media types.
 */
export function exportOpenApi(api: RestApi, options: ExportOptions): Exported {
  const names = createExportNames(api);
  const securitySchemes = exportSecuritySchemes(api, names, options.extensions);
  const schemas = exportModels(api, options.version);
  const paths = exportPaths(api, options, names);
  const settings = exportSettings(api, options, names);
  const { region, stageName } = options;
  const host = `${api.id}.execute-api.${region}.amazonaws.com`;
  const info = {
    ...(api.description !== undefined && { description: api.description }),
    version: api.version ?? new Date(Math.floor(api.createdDate) * 1000).toISOString().replace('.000', ''),
    title: api.name,
  };
  const documentation =
    options.documentation === undefined ? {} : { 'x-amazon-apigateway-documentation': options.documentation };
  if (options.version === '2.0') {
    return {
      swagger: '2.0',
      info,
      host,
      basePath: `/${stageName}`,
      schemes: ['https'],
      paths,
      ...filled('securityDefinitions', securitySchemes),
      ...filled('definitions', schemas),
      ...settings,
      ...documentation,
    };
  }
  const components = { ...filled('schemas', schemas), ...filled('securitySchemes', securitySchemes) };
  return {
    openapi: '3.0.1',
    info,
    servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: `/${stageName}` } } }],
    paths,
    ...filled('components', components),
    ...settings,
    ...documentation,
  };
}

/** Every resource that has methods, or nothing below it: the others follow from the paths. */
function exportPaths(api: RestApi, options: ExportOptions, names: ExportNames): Exported {
  const parents = new Set(api.resources.map(({ parentId }) => parentId));
  const written = ({ id, parentId, methods }: Resource): boolean =>
    methods.length > 0 || (parentId !== undefined && !parents.has(id));
  return Object.fromEntries(
    api.resources
      .filter(written)
      .map((resource) => [
        resource.path,
        Object.fromEntries(
          resource.methods.map((method) => [
            operationKey(method.httpMethod),
            exportMethod(api, resource, method, options, names),
          ]),
        ),
      ]),
  );
}

function operationKey(verb: MethodVerb): string {
  return verb === 'ANY' ? 'x-amazon-apigateway-any-method' : verb.toLowerCase();
}

function filled(name: string, map: Exported): Exported {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}
