/**
 * `npm run test:long`: the tests of the table, one after the other. Arguments select by a part of the name. The last
 * line is `N passed, N failed`; the exit code is 0 only if some ran and none failed.
 */
import { dirname } from 'node:path';
import { installNode24 } from '../test/node-suite.ts';
import { installSystemTools } from '../test/system-tools.ts';
import { LONG_TESTS, type LongTest } from './table.ts';

const root = dirname(dirname(import.meta.dir));
const wanted = process.argv.slice(2);
// What they need is what the other tests need: they may be the first that a clone runs.
installNode24(root);
for (const { probe, debianPackage } of installSystemTools()) {
  console.error(`Missing: ${probe[0]} (Debian package ${debianPackage}). Tests that need it fail.`);
}
const outcomes: boolean[] = [];
for (const test of LONG_TESTS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
  console.log(`\n== ${test.name}`);
  const startedAt = performance.now();
  const passed = await runLongTest(test);
  console.log(`${passed ? 'passed' : 'FAILED'} after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  outcomes.push(passed);
}
const passed = outcomes.filter((each) => each).length;
console.log(`\n${passed} passed, ${outcomes.length - passed} failed`);
process.exitCode = passed > 0 && passed === outcomes.length ? 0 : 1;

async function runLongTest({ files, env, timeoutInMinutes }: LongTest): Promise<boolean> {
  const timeout = timeoutInMinutes * 60_000;
  const child = Bun.spawn([process.execPath, 'test', `--timeout=${timeout}`, ...files], {
    cwd: root,
    env: { ...process.env, ...env },
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    timeout,
    killSignal: 'SIGKILL',
  });
  return (await child.exited) === 0;
}
