import type { Model, RestApi } from '@portico/api-model';
import { isObject, parseSchema, referredModel } from './model-rules.ts';

/**
 * The schema of a model with the models that it refers to, directly or not, under `definitions`, as JSON text.
 * TODO(aws-verify): where the service puts them
 */
export function flattenSchema(api: RestApi, model: Model): string {
  const referred = new Map<string, unknown>();
  const flattened = local(parseSchema(model.schema));
  if (!isObject(flattened) || referred.size === 0) return model.schema;
  const definitions = isObject(flattened['definitions']) ? flattened['definitions'] : {};
  return JSON.stringify({ ...flattened, definitions: { ...definitions, ...Object.fromEntries(referred) } });

  function local(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map(local);
    if (!isObject(schema)) return schema;
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => {
        const other = key === '$ref' ? referredModel(api, value) : undefined;
        if (other === undefined) return [key, local(value)];
        if (!referred.has(other.name)) {
          // Known before its own references are followed: models may refer to each other in circles.
          referred.set(other.name, {});
          referred.set(other.name, local(parseSchema(other.schema)));
        }
        return [key, `#/definitions/${other.name}`];
      }),
    );
  }
}
