export type { CheckProblem, CheckResult, TemplateCheck } from './check-template.ts';
export { CheckSchemaError, checkTemplate } from './check-template.ts';
export { describeValue } from './describe-value.ts';
export type { InputFiles } from './input-files.ts';
export { inputFiles } from './input-files.ts';
export { junitReport } from './junit.ts';
export type { Overrides, RenderFailure, RenderOutput, RenderResult, TestedTemplate } from './render-template.ts';
export { overridesNothing, testedTemplate } from './render-template.ts';
export { describeFailure } from './run/run-template-test.ts';
export type { TestFailure, TestFileResult, TestResult } from './run/test-result.ts';
export type { TestRunner, TestRunnerOptions } from './run/test-runner.ts';
export { createTestRunner } from './run/test-runner.ts';
export { characterExcerpt, sourceExcerpt } from './source-excerpt.ts';
export type { CoverageRecorder, TemplateCoverage } from './template-coverage/coverage-recorder.ts';
export { createCoverageRecorder } from './template-coverage/coverage-recorder.ts';
export { lcov } from './template-coverage/lcov.ts';
export { printCoverage } from './template-coverage/print-coverage.ts';
export type { RequestInput, ResponseInput, TemplateInput } from './template-input.ts';
export {
  parseContextFile,
  parseRequestFile,
  parseStageVariablesFile,
  TemplateInputError,
  templateScope,
} from './template-input.ts';
export type { TestCase, TestFile, TestFileProblem } from './test-file/test-case.ts';
export { printTrace } from './trace/print-trace.ts';
export type { TraceEntry, TraceRecorder } from './trace/trace-recorder.ts';
export { createTraceRecorder } from './trace/trace-recorder.ts';
