import type { TestCase, TestFileProblem } from '../test-file/test-case.ts';

/** One thing that a test expected and did not get. */
export interface TestFailure {
  /** `output`, `json`, `status`, `backendRequest.json`. */
  readonly what: string;
  /** What differs, as lines. */
  readonly details: readonly string[];
}

export interface TestResult {
  readonly test: TestCase;
  /** Empty: the test passed. */
  readonly failures: readonly TestFailure[];
  readonly durationInMillis: number;
}

export interface TestFileResult {
  readonly file: string;
  /** With a problem among them nothing was run. */
  readonly problems: readonly TestFileProblem[];
  readonly results: readonly TestResult[];
  /** The test file and all that it reads: a change of one of them makes the result old. */
  readonly reads: readonly string[];
  readonly durationInMillis: number;
}
