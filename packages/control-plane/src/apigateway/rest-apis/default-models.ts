import type { Model } from '@portico/api-model';

/** The models that every API made by CreateRestApi starts with (spec: control plane, 4.1). */
export function defaultModels(newId: () => string): readonly Model[] {
  return [model(newId(), 'Empty', { type: 'object' }), model(newId(), 'Error', ERROR)];
}

const ERROR = { type: 'object', properties: { message: { type: 'string' } } };

function model(id: string, name: 'Empty' | 'Error', schema: Readonly<Record<string, unknown>>): Model {
  const { type, ...rest } = schema;
  const document = { $schema: 'http://json-schema.org/draft-04/schema#', title: `${name} Schema`, type, ...rest };
  return {
    id,
    name,
    description: `This is a default ${name.toLowerCase()} schema model`,
    contentType: 'application/json',
    schema: JSON.stringify(document, undefined, 2),
  };
}
