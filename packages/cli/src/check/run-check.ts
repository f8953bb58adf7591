import { randomInt } from 'node:crypto';
import type { CheckProblem, CheckResult } from '@portico/testing';
import {
  CheckSchemaError,
  characterExcerpt,
  checkTemplate,
  describeFailure,
  inputFiles,
  testedTemplate,
} from '@portico/testing';
import { CliError, messageOf } from '../cli-error.ts';
import type { CheckOptions } from '../commands/check-command.ts';
import { ExitCode } from '../exit-code.ts';
import { readTextFile } from '../render/read-text-file.ts';
import { printLine, styled } from '../terminal/print.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';

/** A shorter check shows no bar. */
const PROGRESS_AFTER_MILLIS = 500;

export async function runCheck(file: string, options: CheckOptions): Promise<void> {
  const source = readTextFile(file);
  refuseUnparsable(file, source);
  const { phase, runs, seed = randomInt(2 ** 31) } = options;
  const result = withProgress(runs, (onProgress) =>
    checkTemplate({
      source,
      phase,
      runs,
      seed,
      onProgress,
      bodySchema: readSchema(options.schema),
      ...(options.querySchema === undefined ? {} : { querySchema: readSchema(options.querySchema) }),
      ...(options.pathSchema === undefined ? {} : { pathSchema: readSchema(options.pathSchema) }),
      ...(options.outputSchema === undefined ? {} : { outputSchema: readSchema(options.outputSchema) }),
    }),
  );
  if (options.json === true) printLine(JSON.stringify(jsonOf(result), null, 2));
  else printResult(file, source, result);
  if (!result.holds) throw new CliError('', ExitCode.failed);
}

function refuseUnparsable(file: string, source: string): void {
  const result = testedTemplate(source).render({});
  if (result.rendered || result.error !== 'ParseErrorException') return;
  throw new CliError(describeFailure(file, source, result).join('\n'), ExitCode.failed);
}

function readSchema(file: string): unknown {
  const text = readTextFile(file);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new CliError(`${file} is not JSON: ${messageOf(thrown)}.`, ExitCode.usage);
  }
}

function withProgress(runs: number, check: (onProgress: (done: number) => void) => CheckResult): CheckResult {
  const begun = performance.now();
  let bar: Progress | undefined;
  try {
    return check((done) => {
      if (bar === undefined && performance.now() - begun < PROGRESS_AFTER_MILLIS) return;
      bar ??= startProgress('Checking', runs);
      // Inputs tried while making a counterexample smaller come on top.
      bar.update(Math.min(done, runs), done > runs ? 'making the counterexample smaller' : `${done} of ${runs} inputs`);
    });
  } catch (thrown) {
    if (thrown instanceof CheckSchemaError) throw new CliError(`${messageOf(thrown)}.`, ExitCode.usage);
    throw thrown;
  } finally {
    bar?.stop();
  }
}

function printResult(file: string, source: string, result: CheckResult): void {
  if (result.holds) {
    printLine(`${styled('green', 'Holds')} for ${result.runs} inputs (seed ${result.seed}).`);
    return;
  }
  const { problem, counterexample, runs, seed } = result;
  printLine(`${styled('red', 'Broken')} by input ${runs} (seed ${seed}): ${headline(problem)}`);
  printLine();
  for (const line of describeProblem(file, source, problem)) printLine(line);
  const files = inputFiles(counterexample);
  printLine();
  printLine(`The smallest input that breaks it, for portico render ${file} --request FILE:`);
  printLine();
  printLine(files.request.trimEnd());
  if (files.response !== undefined) {
    printLine();
    printLine("The backend's answer in it, for --response FILE:");
    printLine();
    printLine(files.response);
  }
}

function headline({ kind }: CheckProblem): string {
  switch (kind) {
    case 'render-failed':
      return 'the template fails.';
    case 'not-json':
      return 'the output is not JSON.';
    case 'unfit':
      return 'the output does not fit its schema.';
    default:
      return kind satisfies never;
  }
}

function describeProblem(file: string, source: string, problem: CheckProblem): readonly string[] {
  if (problem.kind === 'render-failed') return describeFailure(file, source, { rendered: false, ...problem });
  const offset = problem.kind === 'not-json' ? problem.offset : undefined;
  const place = offset === undefined ? [] : characterExcerpt(problem.output, offset);
  return [problem.message, ...place, '', 'The output:', '', ...problem.output.trimEnd().split('\n').map(visible)];
}

/** Control characters of a broken output must not steer the terminal. */
function visible(line: string): string {
  return line.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function jsonOf(result: CheckResult): unknown {
  if (result.holds) return result;
  const { counterexample, ...rest } = result;
  const { request, response } = inputFiles(counterexample);
  return { ...rest, counterexample: { request: JSON.parse(request), response } };
}
