/**
 * From the start of the process to the line that says ready, to the first prediction, and what the idle server holds in memory:
 * `bun bench/startup/main.ts [--starts 10]`. The first start of a data directory (which deploys the sample) is counted by itself.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { starts: { type: 'string', default: '10' } } });
const LAUNCHER = fileURLToPath(new URL('../../bin/portico.mjs', import.meta.url));
const SERVER = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

interface Start {
  readonly readyInMillis: number;
  readonly firstPredictionInMillis: number;
  readonly idleMiB: number;
}

const dir = mkdtempSync(join(tmpdir(), 'portico-startup-'));
try {
  const first = await start(process.execPath, [SERVER], join(dir, 'data'));
  const server = await repeat(() => start(process.execPath, [SERVER], join(dir, 'data')));
  const launcher = await repeat(() => start('node', [LAUNCHER], join(dir, 'data')));
  console.log('| | ready, ms | first prediction, ms | idle memory, MiB |\n| --- | --- | --- | --- |');
  row('server process, first start of a data directory', [first]);
  row('server process, later starts', server);
  row('launcher on the host Node, later starts', launcher);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function repeat(once: () => Promise<Start>): Promise<readonly Start[]> {
  const starts: Start[] = [];
  for (let at = 0; at < Number(values.starts); at++) starts.push(await once());
  return starts;
}

async function start(command: string, before: readonly string[], dataDir: string): Promise<Start> {
  const begun = performance.now();
  const child = spawn(command, [...before, 'start', '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const ready = /^Ready on (\S+)$/m.exec(text)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const readyInMillis = performance.now() - begun;
  const answer = await fetch(`${url}/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101,131,162`);
  if (answer.status !== 200) throw new Error(`the first prediction answered ${answer.status}`);
  await answer.arrayBuffer();
  const firstPredictionInMillis = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const idleMiB = residentMiB(
    (JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8')) as { readonly pid: number }).pid,
  );
  child.kill('SIGTERM');
  await ended;
  return { readyInMillis, firstPredictionInMillis, idleMiB };
}

/** Linux only: elsewhere NaN. */
function residentMiB(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

function row(name: string, starts: readonly Start[]): void {
  const spread = (pick: (one: Start) => number): string => {
    const sorted = starts.map(pick).sort((one, other) => one - other);
    const [low = 0, median = 0, high = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    return `${median.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
  };
  console.log(
    `| ${name} | ${spread((one) => one.readyInMillis)} | ${spread((one) => one.firstPredictionInMillis)} | ${spread((one) => one.idleMiB)} |`,
  );
}
