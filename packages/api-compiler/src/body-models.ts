import { createRequire } from 'node:module';
import type { RestApi } from '@portico/api-model';
import type { PatternBudget, Payload } from '@portico/values';
import { compileJavaPattern, PatternLimitError } from '@portico/values';
import type { ValidateFunction } from 'ajv';
import type { default as AjvDraft04 } from 'ajv-draft-04';
import { describeValidation } from './describe-validation.ts';
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
  const budget: PatternBudget = { steps: 0 };
  let schemas: Schemas | undefined; // most methods validate no body, and reading the meta-schema takes 50 ms
  const names = new Set(api.models.map(({ name }) => name));
  const compiled = new Map<string, BodyValidator>();

  function compile(modelName: string): BodyValidator {
    schemas ??= readSchemas(api, budget);
    const { ajv, broken } = schemas;
    if (broken.has(modelName)) throw broken.get(modelName);
    const validate = ajv.getSchema(modelUrl(api.id, modelName));
    if (validate === undefined) throw new Error('the schema was not found');
    return (body) => {
      budget.steps = MAX_PATTERN_STEPS;
      return failureOf(validate, body);
    };
  }

  return {
    validator(modelName, report) {
      if (!names.has(modelName)) {
        const message = `Invalid model identifier specified: ${modelName}`;
        report.add('unknown-model', message, 'Name a model that the API defines.');
        return undefined;
      }
      try {
        const validator = compiled.get(modelName) ?? compile(modelName);
        compiled.set(modelName, validator);
        return validator;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const message = `The schema of model ${modelName} cannot be used: ${reason}`;
        report.add('invalid-model-schema', message, 'Write JSON Schema draft 4.');
        return undefined;
      }
    },
  };
}

type AjvClass = typeof AjvDraft04.default;

/** Most servers validate no body, and loading the library takes a tenth of a start. */
const load = createRequire(import.meta.url);

interface Schemas {
  readonly ajv: InstanceType<AjvClass>;
  /** Why a model's schema could not be read, by the model's name. */
  readonly broken: ReadonlyMap<string, unknown>;
}

function readSchemas(api: RestApi, budget: PatternBudget): Schemas {
  const ajv = newAjv(budget);
  const broken = new Map<string, unknown>();
  for (const model of api.models) {
    try {
      ajv.addSchema(parseSchema(model.schema), modelUrl(api.id, model.name));
    } catch (error) {
      broken.set(model.name, error);
    }
  }
  return { ajv, broken };
}

/** Work of all patterns on one body: a few hundred milliseconds at worst. */
const MAX_PATTERN_STEPS = 1_000_000;

/**
 * `ownProperties`: an inherited property such as `toString` never satisfies `required`. Patterns run on Java's expressions, which count
 * their steps, not on RegExp, whose time nothing bounds; ajv reads `code` only where it writes validators to files.
 */
function newAjv(budget: PatternBudget): InstanceType<AjvClass> {
  const compilePattern = (pattern: string) => {
    const compiled = compileJavaPattern(toJavaPattern(pattern));
    return {
      test(text: string): boolean {
        try {
          return compiled.find(text, budget);
        } catch (cause) {
          throw new PatternLimitError(`The pattern ${pattern} takes too long for the request body`, { cause });
        }
      },
    };
  };
  const { default: Ajv }: { readonly default: AjvClass } = load('ajv-draft-04');
  return new Ajv({
    strict: false,
    allErrors: false,
    verbose: true,
    ownProperties: true,
    logger: false,
    validateFormats: false,
    code: { regExp: Object.assign(compilePattern, { code: 'RegExp' }) },
  });
}

function failureOf(validate: ValidateFunction, body: Payload): string | undefined {
  const document = parsed(body);
  if (document === NOT_JSON) return '[Unable to parse the request body as JSON]';
  try {
    return validate(document) === true ? undefined : describeValidation(validate.errors ?? []);
  } catch (thrown) {
    // A model that refers to itself, met by a document nested beyond the stack.
    if (thrown instanceof RangeError) return '[The request body is nested too deep]';
    if (thrown instanceof PatternLimitError) return `[${thrown.message}]`;
    throw thrown;
  }
}

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
