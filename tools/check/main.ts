/**
 * `npm run check`: everything that a change must pass. Each step prints how much it looked at. `--fix` formats and
 * applies safe fixes first; `--static` leaves the tests out.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  { name: 'types of tools', check: () => checkTypes('tools/tsconfig.json') },
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
  { name: 'lock files', check: checkLocks },
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

/** Runs the compiler without output; fails as well when it looked at no file of ours. */
async function checkTypes(project: string): Promise<boolean> {
  const compiler = Bun.spawn([join(bin, 'tsc'), '-p', project, '--listFiles'], { cwd: root, stdin: 'ignore' });
  const lines = (await new Response(compiler.stdout).text()).split('\n').filter((line) => line !== '');
  const files = lines.filter((line) => existsSync(line));
  const ours = files.filter((path) => !path.includes('/node_modules/'));
  for (const line of lines) if (!files.includes(line)) console.log(line);
  console.log(`${ours.length} files of ours, ${files.length - ours.length} of libraries`);
  return (await compiler.exited) === 0 && ours.length > 0;
}

/** A lock file must not name where its packages were downloaded: it would bind every user to one registry. */
async function checkLocks(): Promise<boolean> {
  const locks = ['package-lock.json', 'tools/node24/package-lock.json'];
  const entries = locks.flatMap((path) => {
    const { packages } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    return Object.entries<{ resolved?: string }>(packages).map(([name, { resolved }]) => ({ path, name, resolved }));
  });
  const bound = entries.filter(({ resolved }) => resolved !== undefined && /^https?:/.test(resolved));
  for (const { path, name, resolved } of bound) console.log(`${path}: ${name} is bound to ${resolved}`);
  console.log(`${entries.length} packages in ${locks.length} lock files`);
  return bound.length === 0 && entries.length > 0;
}
