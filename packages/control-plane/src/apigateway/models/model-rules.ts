import type { Model, RestApi } from '@portico/api-model';
import { validationResult } from '@portico/api-model';
import { badRequest } from '../errors.ts';

/** `https://apigateway.amazonaws.com/restapis/{id}/models/{name}` */
const MODEL_URL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/([a-z0-9-]+)\/models\/([^/]+)$/;

/** Deeper schemas are refused: what reads them recurses. */
const MAXIMUM_SCHEMA_DEPTH = 100;

/** Throws BadRequestException for a schema that a model cannot have (spec: control plane, 4.5); its JSON text otherwise. */
export function checkSchema(api: RestApi, text: string | undefined): string {
  const schema = text === undefined || text === '' ? {} : parseSchema(text);
  if (schema === undefined) throw invalidModel('Invalid model schema specified');
  if (Object.keys(schema).length === 0) {
    throw badRequest('Model schema must have at least 1 property or array items defined');
  }
  for (const reference of referencesOf(schema)) {
    if (reference.startsWith('#')) continue;
    const [, restApiId, name] = MODEL_URL.exec(reference) ?? [];
    if (name === undefined) throw invalidModel(`Model reference must be in canonical form: ${reference}`);
    if (restApiId !== api.id || !api.models.some((model) => model.name === name)) {
      throw invalidModel(`Invalid model specified: ${name}`);
    }
  }
  return text ?? '';
}

function invalidModel(reason: string): Error {
  return badRequest(validationResult('Invalid model specified', reason));
}

/** An object of JSON; undefined for anything else. */
export function parseSchema(text: string): Readonly<Record<string, unknown>> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isObject(parsed) ? parsed : undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every `$ref` of a schema. */
function referencesOf(schema: unknown, depth = 0): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (depth > MAXIMUM_SCHEMA_DEPTH) throw invalidModel('Invalid model schema specified');
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesOf(value, depth + 1),
  );
}

/** The model that a reference of this API's schemas names. */
export function referredModel(api: RestApi, reference: unknown): Model | undefined {
  const [, restApiId, name] = typeof reference === 'string' ? (MODEL_URL.exec(reference) ?? []) : [];
  return restApiId === api.id ? api.models.find((model) => model.name === name) : undefined;
}

/** Where a model is used, in the words of the service's error; the newest place, undefined if there is none. */
export function modelUse(api: RestApi, name: string): string | undefined {
  const uses = api.resources.flatMap(({ path, methods }) =>
    methods.flatMap(({ httpMethod, requestModels, methodResponses }) => [
      ...(Object.values(requestModels).includes(name) ? [`method request: ${path}/${httpMethod}`] : []),
      // TODO(aws-verify): the words for method responses and for other models
      ...methodResponses
        .filter(({ responseModels }) => Object.values(responseModels).includes(name))
        .map(({ statusCode }) => `method response: ${path}/${httpMethod}/${statusCode}`),
    ]),
  );
  if (uses.length > 0) return uses.at(-1);
  const url = `https://apigateway.amazonaws.com/restapis/${api.id}/models/${name}`;
  const user = api.models.find((model) => referencesOf(parseSchema(model.schema)).includes(url));
  return user && `model: ${user.name}`;
}
