import { rmSync } from 'node:fs';
import { countJunit, type TestCounts } from './junit.ts';
import { run } from './run.ts';

/**
 * Runs test files by `bun test`.
 * @param files relative to `root`
 * @param report where the JUnit report is written
 * @returns the counts of the report; a file that does not appear in it (it did not load, or ended the process) and a
 *   non-zero exit without a failed test count as failed
 */
export async function runBunTests(root: string, files: readonly string[], report: string): Promise<TestCounts> {
  rmSync(report, { force: true });
  const exitCode = await run(
    [
      process.execPath,
      'test',
      '--only-failures',
      `--timeout=${TIMEOUT_IN_MILLIS}`,
      '--reporter=junit',
      `--reporter-outfile=${report}`,
      ...files.map((file) => `./${file}`),
    ],
    root,
  );
  const counts = await readReport(report);
  const absent = files.filter((file) => !counts.files.has(file));
  for (const file of absent) console.error(`(fail) ${file} is not in the report: it did not load, or it has no test`);
  const failed = counts.failed + absent.length;
  return { ...counts, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** Of one test, unless it says more: long enough for a machine that does other things too. */
const TIMEOUT_IN_MILLIS = 20_000;

export async function readReport(path: string): Promise<TestCounts> {
  const file = Bun.file(path);
  return countJunit((await file.exists()) ? await file.text() : '');
}
