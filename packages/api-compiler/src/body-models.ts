import type { RestApi } from '@portico/api-model';
import { compileJavaPattern } from '@portico/mapping';
import type { Payload } from '@portico/values';
import type { ErrorObject } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import type { Report } from './diagnostics.ts';
import { toJavaPattern } from './ecma-pattern.ts';

/** `undefined`: the body fits; otherwise the text of `$context.error.validationErrorString`. */
export type BodyValidator = (body: Payload) => string | undefined;

export interface BodyModels {
  /** `undefined` (and an error reported) when the model does not exist or its schema cannot be used. */
  validator(modelName: string, report: Report): BodyValidator | undefined;
}

/**
 * The API's models as JSON Schema draft 4 validators, built when a method first names them. A model may refer to another by
 * `https://apigateway.amazonaws.com/restapis/{apiId}/models/{name}`; circles are legal (spec: data plane, section 4).
 */
export function compileBodyModels(api: RestApi): BodyModels {
  // `ownProperties`: an inherited property such as `toString` never satisfies `required`.
  const ajv = new AjvDraft04.default({
    strict: false,
    allErrors: false,
    verbose: true,
    ownProperties: true,
    logger: false,
    validateFormats: false,
    code: { regExp: BOUNDED_PATTERN },
  });
  const broken = new Map<string, string>();
  for (const model of api.models) {
    try {
      ajv.addSchema(parseSchema(model.schema), modelUrl(api.id, model.name));
    } catch (error) {
      broken.set(model.name, messageOf(error));
    }
  }
  const compiled = new Map<string, BodyValidator>();
  return {
    validator(modelName, report) {
      const known = compiled.get(modelName);
      if (known !== undefined) return known;
      if (!api.models.some(({ name }) => name === modelName)) {
        report.add(
          'unknown-model',
          `Invalid model identifier specified: ${modelName}`,
          'Name a model that the API defines.',
        );
        return undefined;
      }
      const reason = broken.get(modelName);
      if (reason !== undefined) {
        report.add(
          'invalid-model-schema',
          `The schema of model ${modelName} cannot be used: ${reason}`,
          'Write JSON Schema draft 4.',
        );
        return undefined;
      }
      try {
        const validate = ajv.getSchema(modelUrl(api.id, modelName));
        if (validate === undefined) throw new Error('the schema was not found');
        const validator: BodyValidator = (body) => {
          const document = parsed(body);
          if (document === NOT_JSON) return '[Unable to parse the request body as JSON]';
          try {
            return validate(document) === true ? undefined : describe(validate.errors ?? []);
          } catch (thrown) {
            // A document nested beyond the stack, met by a model that refers to itself; a text that a pattern takes too long for.
            if (thrown instanceof RangeError) return '[The request body is nested too deep]';
            if (thrown instanceof PatternLimitError) return `[${thrown.message}]`;
            throw thrown;
          }
        };
        compiled.set(modelName, validator);
        return validator;
      } catch (error) {
        report.add(
          'invalid-model-schema',
          `The schema of model ${modelName} cannot be used: ${messageOf(error)}`,
          'Write JSON Schema draft 4.',
        );
        return undefined;
      }
    },
  };
}

class PatternLimitError extends Error {}

/** Steps of one match: some tens of milliseconds. */
const MAX_PATTERN_STEPS = 1_000_000;

/** In place of RegExp, whose time no text bounds. ajv keeps the functions it makes in memory only, so `code` is never read. */
const BOUNDED_PATTERN = Object.assign(
  (pattern: string) => {
    const compiled = compileJavaPattern(toJavaPattern(pattern), MAX_PATTERN_STEPS);
    return {
      test(text: string): boolean {
        try {
          return compiled.find(text);
        } catch (cause) {
          throw new PatternLimitError(`The pattern ${pattern} takes too long for a text of ${text.length} characters`, {
            cause,
          });
        }
      },
    };
  },
  { code: 'RegExp' },
);

/** `$schema` is left out: the service takes any version's name there and reads draft 4 all the same. */
function parseSchema(text: string): Record<string, unknown> {
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw new SyntaxError('a schema is a JSON object');
  }
  const { $schema: _, ...rest } = schema as Record<string, unknown>;
  return rest;
}

function modelUrl(apiId: string, modelName: string): string {
  return `https://apigateway.amazonaws.com/restapis/${apiId}/models/${modelName}`;
}

const NOT_JSON = Symbol('not JSON');

/** An absent or empty body is validated as `{}` (recorded). */
function parsed(body: Payload): unknown {
  if (body.isEmpty) return {};
  try {
    return JSON.parse(body.text());
  } catch {
    return NOT_JSON;
  }
}

/** In the words of the service's validator; the first failure found, with all missing properties of that object. */
function describe(errors: readonly ErrorObject[]): string {
  return `[${errors.map(describeOne).join(', ')}]`;
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
