import type { TestFileProblem, TestFileResult, TestResult } from '@portico/testing';
import { printable, printLine, styled } from '../terminal/print.ts';

/** One file: a line when all is well, else what went wrong. */
export function printFileResult(file: TestFileResult, verbose: boolean): void {
  const failed = file.results.filter(hasFailed);
  if (file.problems.length > 0) printLine(`${styled('red', '✗')} ${file.file}`);
  else if (file.results.length > 0) printLine(fileLine(file, failed.length));
  for (const problem of file.problems) printProblem(problem);
  if (verbose) for (const result of file.results) if (!hasFailed(result)) printLine(passedLine(result));
  for (const result of failed) printFailedTest(result);
}

/** `12 passed, 1 failed in 3 files (25 ms)`. */
export function summaryOf(files: readonly TestFileResult[], durationInMillis: number): string {
  const results = files.flatMap((file) => file.results);
  const failed = results.filter(hasFailed).length;
  const wrong = files.filter(({ problems }) => problems.length > 0).length;
  const counts = [
    `${results.length - failed} passed`,
    `${failed} failed`,
    ...(wrong === 0 ? [] : [`${wrong} ${wrong === 1 ? 'file' : 'files'} not run`]),
  ].join(', ');
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const colour = failed + wrong > 0 ? 'red' : 'green';
  return `${styled(colour, counts)} in ${count} (${Math.ceil(durationInMillis)} ms)`;
}

export function hasFailed({ failures }: TestResult): boolean {
  return failures.length > 0;
}

function fileLine({ file, results, durationInMillis }: TestFileResult, failed: number): string {
  const mark = failed === 0 ? styled('green', '✓') : styled('red', '✗');
  const count = `${results.length} ${results.length === 1 ? 'test' : 'tests'}`;
  return `${mark} ${file} (${count}, ${Math.ceil(durationInMillis)} ms)`;
}

function passedLine({ test }: TestResult): string {
  return `  ${styled('green', '✓')} ${printable(test.name)}`;
}

function printFailedTest({ test, failures }: TestResult): void {
  const { file, line, column } = test.place;
  printLine(`  ${styled('red', '✗')} ${styled('bold', printable(test.name))}  ${file}:${line}:${column}`);
  for (const { what, details } of failures) {
    printLine(`    ${what}:`);
    for (const detail of details) printLine(`      ${coloured(printable(detail))}`);
  }
}

function coloured(detail: string): string {
  if (detail.startsWith('- ')) return styled('green', detail);
  return detail.startsWith('+ ') ? styled('red', detail) : detail;
}

function printProblem({ file, line, column, message }: TestFileProblem): void {
  printLine(`  ${file}:${line}:${column}: ${printable(message)}`);
}
