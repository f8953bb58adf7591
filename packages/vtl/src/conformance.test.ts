import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JavaList, JavaMap, printJson } from '@portico/values';
import { compileTemplate } from './compile.ts';
import type { Dialect } from './dialect.ts';
import { parseJson } from './parse-json.ts';
import { TemplateError } from './template-error.ts';

/** A case of conformance/vtl: what the engine answers, and under `apigateway` what it answers in that dialect when that differs. */
interface Case extends Answer {
  readonly file: string;
  /** Place in the file. */
  readonly at: number;
  readonly id: string;
  readonly template: string;
  /** The context as JSON text, where digits matter. */
  readonly contextJson?: string;
  readonly lists?: 'jsonarray';
  readonly apigateway?: Answer;
}

interface Answer {
  readonly expected?: string;
  readonly error?: string;
  readonly cause?: string;
}

const FOLDER = join(import.meta.dirname, '../../../conformance/vtl');

/** Cases that are known to fail, with the reason. A listed case that passes fails the run. */
const EXPECTED_FAILURES: ReadonlyMap<string, string> = new Map();

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const cases = files.flatMap((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return (JSON.parse(text) as Omit<Case, 'file' | 'at'>[]).map((testCase, at): Case => ({ ...testCase, file, at }));
});

/** The same file as values: JSON.parse would lose the order of keys and the digits of numbers in contexts. */
const documents = new Map(
  files.flatMap((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    return (['list', 'jsonarray'] as const).map((lists) => [`${file} ${lists}`, parseJson(text, { lists })] as const);
  }),
);

/** In API Gateway, arrays that came from JSON print as JSON. A fresh context each time: a template may change it. */
function contextOf({ file, at, contextJson, lists }: Case, dialect: Dialect): JavaMap {
  const kind = dialect === 'apigateway' ? 'jsonarray' : (lists ?? 'list');
  const document = documents.get(`${file} ${kind}`);
  const found = document instanceof JavaList ? document.items[at] : undefined;
  const context = found instanceof JavaMap ? found.get('context') : undefined;
  const text = contextJson ?? printJson(context ?? new JavaMap());
  const copy = parseJson(text, { lists: kind });
  return copy instanceof JavaMap ? copy : new JavaMap();
}

function answer(testCase: Case, dialect: Dialect): Answer {
  try {
    return { expected: compileTemplate(testCase.template, { dialect }).render(contextOf(testCase, dialect)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { error: error.name, ...(error.javaCause === undefined ? {} : { cause: error.javaCause }) };
  }
}

function wanted(testCase: Case, dialect: Dialect): Answer {
  const { expected, error, cause } = (dialect === 'apigateway' ? testCase.apigateway : undefined) ?? testCase;
  return {
    ...(expected !== undefined && { expected }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

describe.each(['velocity', 'apigateway'] as const)('dialect %s', (dialect) => {
  test.each(cases.map((testCase) => [testCase.id, testCase] as const))('%s', (id, testCase) => {
    const known = EXPECTED_FAILURES.get(`${dialect} ${id}`);
    const got = answer(testCase, dialect);
    if (testCase.error !== undefined && wanted(testCase, dialect).cause === undefined)
      delete (got as { cause?: string }).cause;
    if (known === undefined) expect(got).toEqual(wanted(testCase, dialect));
    else
      expect(got, `${id} passes now: take it off the list of expected failures`).not.toEqual(wanted(testCase, dialect));
  });
});

test('the corpus is complete', () => {
  expect(cases.length).toBeGreaterThanOrEqual(2036);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});
