import { writeFileSync } from 'node:fs';
import type { CoverageRecorder, TestFileResult } from '@portico/testing';
import { createCoverageRecorder, createTestRunner, junitReport, lcov, printCoverage } from '@portico/testing';
import { CliError, messageOf } from '../cli-error.ts';
import type { TestOptions } from '../commands/test-command.ts';
import { ExitCode } from '../exit-code.ts';
import { readTextFile } from '../render/read-text-file.ts';
import { createFileWatcher } from '../render/watch-files.ts';
import { printError, printLine } from '../terminal/print.ts';
import { findTestFiles, TEST_FILE } from './find-test-files.ts';
import { hasFailed, printFileResult, summaryOf } from './print-results.ts';

/** Runs tests and reports; ends with CliError unless every test has passed. */
export async function runTest(paths: readonly string[], options: TestOptions): Promise<void> {
  if (options.watch === true) return watchTests(paths, options);
  const files = findTestFiles(paths);
  if (files.length === 0)
    throw new CliError(`no test files (*.portico-test.yaml) in ${paths.join(', ')}.`, ExitCode.usage);
  const coverage = options.coverage === true || options.lcov !== undefined ? createCoverageRecorder() : undefined;
  const results = await runFiles(files, options, coverage);
  if (options.coverage === true && coverage !== undefined) {
    printLine();
    for (const line of printCoverage(coverage.templates())) printLine(line);
  }
  if (options.lcov !== undefined && coverage !== undefined) write(options.lcov, lcov(coverage.templates()));
  if (options.junit !== undefined) write(options.junit, junitReport(results));
  if (results.some(({ problems }) => problems.length > 0)) throw new CliError('', ExitCode.usage);
  if (results.every((file) => file.results.length === 0))
    throw new CliError(`no test has ${JSON.stringify(options.filter)} in its name.`, ExitCode.usage);
  if (results.some((file) => file.results.some(hasFailed))) throw new CliError('', ExitCode.failed);
}

async function runFiles(
  files: readonly string[],
  options: TestOptions,
  coverage: CoverageRecorder | undefined,
): Promise<readonly TestFileResult[]> {
  const begun = performance.now();
  const runner = createTestRunner({
    readFile: readTextFile,
    ...(coverage === undefined ? {} : { coverage }),
    ...(options.filter === undefined ? {} : { filter: options.filter }),
  });
  const results: TestFileResult[] = [];
  for (const file of files) {
    const result = await runner.run(file);
    printFileResult(result, options.verbose === true);
    results.push(result);
  }
  printLine(summaryOf(results, performance.now() - begun));
  return results;
}

/** After each change, the files that it concerns. Coverage and reports are of whole runs and are not written here. */
async function watchTests(paths: readonly string[], options: TestOptions): Promise<never> {
  /** What each test file reads. */
  const reads = new Map<string, readonly string[]>();
  const watcher = createFileWatcher((name) => TEST_FILE.test(name));
  let changed: readonly string[] | undefined;
  for (;;) {
    const files = findTestFiles(paths);
    watcher.add(files);
    const concerned = files.filter((file) => {
      const known = reads.get(file);
      return known === undefined || changed === undefined || changed.some((name) => known.includes(name));
    });
    for (const file of concerned) {
      try {
        for (const result of await runFiles([file], options, undefined)) {
          reads.set(result.file, result.reads);
          watcher.add(result.reads);
        }
      } catch (thrown) {
        if (!(thrown instanceof CliError)) throw thrown;
        printError(messageOf(thrown));
      }
    }
    process.stderr.write('Waiting for changes; Ctrl+C ends.\n');
    changed = await watcher.next();
    printLine();
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (thrown) {
    throw new CliError(`cannot write ${file}: ${messageOf(thrown)}.`, ExitCode.failed);
  }
}
