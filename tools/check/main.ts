/**
 * `npm run check`: everything that a change must pass. Each step prints how much it looked at. `--fix` formats and
 * applies safe fixes first; `--static` leaves the tests out.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installNode24 } from '../test/node-suite.ts';
import { run } from '../test/run.ts';

interface Step {
  readonly name: string;
  readonly check: () => Promise<boolean>;
}

const root = dirname(dirname(import.meta.dir));
const bin = join(root, 'node_modules', '.bin');
const flags = new Set(process.argv.slice(2));

const STEPS: readonly Step[] = [
  { name: 'format and lint', check: () => succeeds([join(bin, 'biome'), ...biomeCommand()]) },
  { name: 'types', check: () => checkTypes('tsconfig.json') },
  { name: 'types of tools', check: checkTypesOfTools },
  { name: 'types of packages/cdk', check: () => checkTypes('packages/cdk/tsconfig.json') },
  { name: 'import directions', check: () => succeeds([process.execPath, 'tools/check-boundaries/main.ts']) },
  {
    name: 'dead code',
    check: () =>
      succeeds([
        join(bin, 'knip'),
        '--no-progress',
        '--no-config-hints',
        '--reporter=./tools/check/knip-counter.ts',
        '--reporter=symbols',
      ]),
  },
  { name: 'lock files', check: () => succeeds([process.execPath, 'tools/check-locks/main.ts']) },
  { name: 'tests', check: () => succeeds([process.execPath, 'tools/test/main.ts']) },
];

process.exitCode = await main();

async function main(): Promise<number> {
  const failed: string[] = [];
  for (const { name, check } of STEPS.filter(({ name }) => !(flags.has('--static') && name === 'tests'))) {
    console.log(`\n== ${name}`);
    if (!(await check())) failed.push(name);
  }
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

async function succeeds(command: readonly string[]): Promise<boolean> {
  return (await run(command, root)) === 0;
}

function biomeCommand(): readonly string[] {
  return flags.has('--fix') ? ['check', '--write', '--error-on-warnings'] : ['ci', '--error-on-warnings'];
}

/** The adapter for Node imports what is installed beside Node 24. */
function checkTypesOfTools(): Promise<boolean> {
  installNode24(root);
  return checkTypes('tools/tsconfig.json');
}

/** Runs the compiler without output; fails as well when it looked at no file of ours. */
async function checkTypes(project: string): Promise<boolean> {
  // Not node_modules/.bin/tsc: a package that also needs an older compiler may have put its own there.
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiler = Bun.spawn([tsc, '-p', project, '--listFiles'], { cwd: root, stdin: 'ignore' });
  const lines = (await new Response(compiler.stdout).text()).split('\n').filter((line) => line !== '');
  const files = lines.filter((line) => existsSync(line));
  const ours = files.filter((path) => !path.includes('/node_modules/'));
  for (const line of lines) if (!files.includes(line)) console.log(line);
  console.log(`${ours.length} files of ours, ${files.length - ours.length} of libraries`);
  return (await compiler.exited) === 0 && ours.length > 0;
}
