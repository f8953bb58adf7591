import { type TestedTemplate, testedTemplate } from '../render-template.ts';
import type { CoverageRecorder } from '../template-coverage/coverage-recorder.ts';
import { readTestFile } from '../test-file/read-test-file.ts';
import type { ApiTest, TemplateTest, TestCase, TestFileProblem } from '../test-file/test-case.ts';
import { runApiTest } from './run-api-test.ts';
import { runTemplateTest } from './run-template-test.ts';
import type { TestFailure, TestFileResult, TestResult } from './test-result.ts';
import type { TestedApi, testedApi } from './tested-api.ts';

export interface TestRunnerOptions {
  /** The text of a file; throws an Error whose message says why it cannot be read. */
  readonly readFile: (path: string) => string;
  readonly coverage?: CoverageRecorder;
  /** Only tests whose name holds this text, in any case. */
  readonly filter?: string;
}

export interface TestRunner {
  run(file: string): Promise<TestFileResult>;
}

/** Runs test files. Templates and APIs are read and compiled once for all of them: make a new runner when they change. */
export function createTestRunner({ readFile, coverage, filter = '' }: TestRunnerOptions): TestRunner {
  const templates = new Map<string, TestedTemplate | string>();
  const apis = new Map<string, TestedApi | string>();
  /** Loaded when the first test needs it: importing and compiling an API takes most of what there is to load. */
  let makeApi: typeof testedApi | undefined;

  function templateOf(test: TemplateTest): TestedTemplate | string {
    return cached(templates, test.template, () => {
      const source = readFile(test.template);
      return testedTemplate(source, coverage?.observer({ file: test.template, part: '', source, lineOffset: 0 }));
    });
  }

  function apiOf(test: ApiTest): TestedApi | string {
    return cached(apis, test.api, () => {
      if (makeApi === undefined) throw new Error('a test of an API runs before the pipeline is loaded');
      return makeApi(test.api, readFile(test.api), coverage);
    });
  }

  function problemsOf(test: TestCase): readonly TestFileProblem[] {
    if (test.kind === 'template') {
      const template = templateOf(test);
      return typeof template === 'string' ? [{ ...test.templatePlace, message: template }] : [];
    }
    const api = apiOf(test);
    if (typeof api === 'string') return [{ ...test.apiPlace, message: api }];
    const errors = api.diagnostics.filter(({ severity }) => severity === 'error');
    return errors.map(({ line, column, code, message, place, remedy }) => ({
      file: test.api,
      line: line ?? 1,
      column: column ?? 1,
      message: `${code}: ${message}${place === '' ? '' : ` (${place})`}${remedy === undefined ? '' : ` ${remedy}`}`,
    }));
  }

  async function failuresOf(test: TestCase): Promise<readonly TestFailure[]> {
    if (test.kind === 'template') return runTemplateTest(test, readable(templateOf(test)));
    return runApiTest(test, readable(apiOf(test)));
  }

  return {
    async run(file) {
      const begun = performance.now();
      const end = (problems: readonly TestFileProblem[], results: readonly TestResult[], reads: readonly string[]) => ({
        file,
        problems,
        results,
        reads,
        durationInMillis: performance.now() - begun,
      });
      const { tests, problems } = readTestFile(file, readFile(file));
      const reads = [...new Set([file, ...tests.map((test) => (test.kind === 'template' ? test.template : test.api))])];
      if (tests.some(({ kind }) => kind === 'api')) makeApi ??= (await import('./tested-api.ts')).testedApi;
      const further = unique(tests.flatMap(problemsOf));
      if (problems.length + further.length > 0) return end([...problems, ...further], [], reads);
      const results: TestResult[] = [];
      for (const test of tests) {
        if (!test.name.toLowerCase().includes(filter.toLowerCase())) continue;
        const start = performance.now();
        const failures = await failuresOf(test);
        results.push({ test, failures, durationInMillis: performance.now() - start });
      }
      return end([], results, reads);
    },
  };
}

/** The value, or why there is none. */
function cached<T>(known: Map<string, T | string>, path: string, make: () => T): T | string {
  let value = known.get(path);
  if (value === undefined) {
    try {
      value = make();
    } catch (thrown) {
      value = thrown instanceof Error ? thrown.message : String(thrown);
    }
    known.set(path, value);
  }
  return value;
}

/** `problemsOf` has let only those pass that can be read. */
function readable<T>(subject: T | string): T {
  if (typeof subject === 'string') throw new Error(subject);
  return subject;
}

function unique(problems: readonly TestFileProblem[]): readonly TestFileProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
