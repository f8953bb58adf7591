import type { ErrorObject } from 'ajv';

/** Characters; the body that an error quotes may be megabytes. */
const MAX_LENGTH = 1000;

/**
 * `$context.error.validationErrorString` in the words of the service's validator: the first failure found, with all missing
 * properties of that object (spec: data plane, section 4).
 */
export function describeValidation(errors: readonly ErrorObject[]): string {
  const text = errors.map(describeOne).join(', ');
  return `[${text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : text}]`;
}

function describeOne(error: ErrorObject): string {
  const at = error.instancePath === '' ? '' : `${error.instancePath}: `;
  const schema = error.schema;
  switch (error.keyword) {
    case 'required': {
      const data: unknown = error.data;
      const names = Array.isArray(schema) ? schema.filter((name): name is string => typeof name === 'string') : [];
      const missing =
        typeof data === 'object' && data !== null ? names.filter((name) => !Object.hasOwn(data, name)) : names;
      return `${at}object has missing required properties (${JSON.stringify(missing)})`;
    }
    case 'type':
      return `${at}instance type (${typeName(error.data)}) does not match any allowed primitive type (allowed: ${JSON.stringify([schema].flat())})`;
    case 'additionalProperties':
      return `${at}object instance has properties which are not allowed by the schema: ${JSON.stringify([error.params['additionalProperty']])}`;
    case 'enum':
      return `${at}instance value (${JSON.stringify(error.data)}) not found in enum (possible values: ${JSON.stringify(schema)})`;
    default:
      return `${at}${error.message ?? error.keyword}`;
  }
}

function typeName(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'array';
  if (typeof data === 'number') return Number.isInteger(data) ? 'integer' : 'number';
  return typeof data;
}
