import type { RestApi } from '../rest-api.ts';
import type { Exported, ExportOptions } from './export-openapi.ts';
import { parseExact } from './parse-exact.ts';

/** The models by name; references between them are those of the document. */
export function exportModels(api: RestApi, version: ExportOptions['version']): Exported {
  const prefix = `https://apigateway.amazonaws.com/restapis/${api.id}/models/`;
  return Object.fromEntries(
    api.models.map(({ name, description, schema }) => {
      const exported = localReferences(parseExact(schema), prefix, version);
      // An import takes a model's description from its schema.
      const describes = description === undefined || !isObject(exported) || Object.hasOwn(exported, 'description');
      return [name, describes ? exported : { ...exported, description }];
    }),
  );
}

/** `#/definitions/Pet` or `#/components/schemas/Pet` */
export function modelReference(name: string, version: ExportOptions['version']): Exported {
  return { $ref: `${version === '2.0' ? '#/definitions/' : '#/components/schemas/'}${name}` };
}

function localReferences(schema: unknown, prefix: string, version: ExportOptions['version']): unknown {
  if (Array.isArray(schema)) return schema.map((item) => localReferences(item, prefix, version));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === '$ref' && typeof value === 'string' && value.startsWith(prefix)
        ? [key, modelReference(value.slice(prefix.length), version)['$ref']]
        : [key, localReferences(value, prefix, version)],
    ),
  );
}

/** Numbers as {@link parseExact} gives them are none. */
function isObject(value: unknown): value is Exported {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) !== null;
}
