import { compileMappingTemplate } from '@portico/mapping';
import { JsonSyntaxError, parseJson } from '@portico/values';
import type { Span } from '@portico/vtl';
import type { ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import fc from 'fast-check';
import { testedTemplate } from './render-template.ts';
import { valuesOf } from './schema-values.ts';
import type { TemplateInput } from './template-input.ts';
import { templateScope } from './template-input.ts';

export interface TemplateCheck {
  readonly source: string;
  /** JSON Schema (draft 4) of what varies: the body of the request, or of the backend's answer in the response phase. */
  readonly bodySchema: unknown;
  /** JSON Schema of an object whose members are the query parameters; texts. */
  readonly querySchema?: unknown;
  /** JSON Schema of an object whose members are the path parameters; texts. */
  readonly pathSchema?: unknown;
  /** JSON Schema that every output must fit; without it any JSON is good. */
  readonly outputSchema?: unknown;
  readonly phase: 'request' | 'response';
  /** What does not vary. */
  readonly fixed?: TemplateInput;
  readonly runs: number;
  readonly seed: number;
  /** Called now and then with the number of runs so far. */
  readonly onProgress?: (runs: number) => void;
}

export type CheckResult =
  | { readonly holds: true; readonly runs: number; readonly seed: number }
  | {
      readonly holds: false;
      readonly runs: number;
      readonly seed: number;
      /** The smallest input found that breaks the template. */
      readonly counterexample: TemplateInput;
      readonly problem: CheckProblem;
    };

export type CheckProblem =
  | {
      readonly kind: 'render-failed';
      readonly error: string;
      readonly cause?: string;
      readonly message: string;
      /** Where in the template. */
      readonly span?: Span;
    }
  /** `offset`: of the character that cannot stand there. */
  | { readonly kind: 'not-json'; readonly output: string; readonly message: string; readonly offset?: number }
  | { readonly kind: 'unfit'; readonly output: string; readonly message: string };

/** A schema that cannot be used. */
export class CheckSchemaError extends Error {
  override readonly name = 'CheckSchemaError';
}

/**
 * Renders the template over generated inputs that fit the schema, and shrinks the first that breaks it: a failing render, an output
 * that is not JSON, or one that does not fit the output schema. The same seed gives the same inputs.
 */
export function checkTemplate(check: TemplateCheck): CheckResult {
  const template = compileMappingTemplate(check.source);
  const fitsOutput = check.outputSchema === undefined ? undefined : compileSchema(check.outputSchema, 'output schema');
  let runs = 0;

  function problemOf(input: TemplateInput): CheckProblem | undefined {
    runs++;
    if (runs % PROGRESS_EVERY === 0) check.onProgress?.(runs);
    let output: string;
    try {
      output = template.render(templateScope(input));
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return { kind: 'render-failed', error: error.name, message: error.message };
    }
    let document: unknown;
    try {
      document = JSON.parse(output);
    } catch (thrown) {
      return { kind: 'not-json', output, ...syntaxProblem(output, thrown) };
    }
    if (fitsOutput === undefined || fitsOutput(document)) return undefined;
    return { kind: 'unfit', output, message: describe(fitsOutput) };
  }

  const property = fc.property(inputs(check), (input) => problemOf(input) === undefined);
  const details = fc.check(property, { numRuns: check.runs, seed: check.seed });
  if (!details.failed || details.counterexample === null)
    return { holds: true, runs: details.numRuns, seed: check.seed };
  const [counterexample] = details.counterexample;
  const problem = problemOf(counterexample);
  if (problem === undefined) throw new Error('the smallest counterexample does not fail a second time');
  const located = problem.kind === 'render-failed' ? { ...problem, ...placeOf(check.source, counterexample) } : problem;
  return { holds: false, runs: details.numRuns, seed: check.seed, counterexample, problem: located };
}

/** Our own parser says where; what it lets pass is told as the runtime tells it. */
function syntaxProblem(output: string, thrown: unknown): { readonly message: string; readonly offset?: number } {
  try {
    parseJson(output);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { message: error.message, offset: error.offset };
  }
  return { message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Rendered once more, observed: then the error knows its place. */
function placeOf(source: string, input: TemplateInput): { readonly cause?: string; readonly span?: Span } {
  const result = testedTemplate(source).render(input);
  if (result.rendered) return {};
  const { cause, span } = result;
  return { ...(cause === undefined ? {} : { cause }), ...(span === undefined ? {} : { span }) };
}

const PROGRESS_EVERY = 500;

function inputs(check: TemplateCheck): fc.Arbitrary<TemplateInput> {
  const body = fitting(check.bodySchema, 'schema');
  const query = check.querySchema === undefined ? fc.constant(undefined) : fitting(check.querySchema, 'query schema');
  const path = check.pathSchema === undefined ? fc.constant(undefined) : fitting(check.pathSchema, 'path schema');
  const { fixed = {} } = check;
  return fc.tuple(body, query, path).map(([bodyValue, queryValue, pathValue]): TemplateInput => {
    const request = {
      ...fixed.request,
      ...(queryValue === undefined ? {} : { queryStringParameters: textsOf(queryValue) }),
      ...(pathValue === undefined ? {} : { pathParameters: textsOf(pathValue) }),
    };
    // As JSON text: a body that is a string is a JSON string, not bare text.
    const text = JSON.stringify(bodyValue);
    if (check.phase === 'request') return { ...fixed, request: { ...request, body: text } };
    return { ...fixed, request, response: { ...fixed.response, body: text } };
  });
}

function textsOf(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, typeof entry === 'string' ? entry : JSON.stringify(entry)]),
  );
}

/** Values of a schema, those only that a validator agrees to. */
function fitting(schema: unknown, what: string): fc.Arbitrary<unknown> {
  const validate = compileSchema(schema, what);
  return valuesOf(schema).filter((value) => validate(value));
}

function compileSchema(schema: unknown, what: string): ValidateFunction {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    throw new CheckSchemaError(`the ${what} must be a JSON object`);
  try {
    return new AjvDraft04.default({
      strict: false,
      logger: false,
      validateFormats: false,
      ownProperties: true,
    }).compile(schema);
  } catch (cause) {
    throw new CheckSchemaError(
      `the ${what} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function describe(validate: ValidateFunction): string {
  return (validate.errors ?? [])
    .map(({ instancePath, message = 'does not fit' }) => `${instancePath || 'the output'} ${message}`)
    .join('; ');
}
