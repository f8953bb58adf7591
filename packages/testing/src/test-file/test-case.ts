import type { Value } from '@portico/values';
import type { TemplateInput } from '../template-input.ts';

/** A place in a test file; line and column from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a test file, where, and what to do. */
export interface TestFileProblem extends FilePlace {
  readonly message: string;
}

export interface TestFile {
  readonly file: string;
  readonly tests: readonly TestCase[];
  /** With a problem among them the file is not run. */
  readonly problems: readonly TestFileProblem[];
}

export type TestCase = TemplateTest | ApiTest;

interface NamedTest {
  readonly name: string;
  readonly place: FilePlace;
}

/** One template over one input. */
export interface TemplateTest extends NamedTest {
  readonly kind: 'template';
  /** Path of the template, from the current folder. */
  readonly template: string;
  readonly templatePlace: FilePlace;
  readonly input: TemplateInput;
  readonly expect: TemplateExpectation;
}

/** At least one member. */
export interface TemplateExpectation {
  /** The exact output. */
  readonly output?: string;
  readonly json?: Value;
  /** Class name of the error. */
  readonly error?: string;
  readonly overrides?: OverridesExpectation;
}

/** All that is overridden: a group that is left out has to be empty. */
export interface OverridesExpectation {
  readonly request: Readonly<Record<'header' | 'path' | 'querystring', Readonly<Record<string, string>>>>;
  readonly response: { readonly status?: number; readonly header: Readonly<Record<string, string>> };
}

/** One request through a whole method. */
export interface ApiTest extends NamedTest {
  readonly kind: 'api';
  /** Path of the OpenAPI document, from the current folder. */
  readonly api: string;
  readonly apiPlace: FilePlace;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly request: ApiRequest;
  /** What the backend answers. Absent: the method has none, or only what it is asked matters. */
  readonly backend?: BackendAnswer | BackendFailure;
  readonly expect: ApiExpectation;
}

export interface ApiRequest {
  readonly method: string;
  /** Below the stage, as sent. */
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export interface BackendAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export interface BackendFailure {
  readonly failure: (typeof BACKEND_FAILURES)[number];
}

/** `timeout`: no answer in time; `network`: the connection breaks; `no-connection`: nobody is there. */
export const BACKEND_FAILURES = ['timeout', 'network', 'no-connection'] as const;

/** At least one member. */
export interface ApiExpectation extends MessageExpectation {
  /** What the backend was asked; null: nothing. */
  readonly backendRequest?: BackendRequestExpectation | null;
  readonly status?: number;
  /** The type of the gateway response: `BAD_REQUEST_BODY`. */
  readonly error?: string;
}

export interface MessageExpectation {
  /** Names in any case; null: there is no such header. Others may be there. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The exact body. */
  readonly body?: string;
  readonly json?: Value;
}

export interface BackendRequestExpectation extends MessageExpectation {
  readonly method?: string;
  /** Of an HTTP backend: with scheme, host and query. */
  readonly url?: string;
  /** Name of a SageMaker endpoint. */
  readonly endpoint?: string;
}
