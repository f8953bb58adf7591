/**
 * `portico start --workers 2` against one process, interleaved: `bun bench/workers/main.ts [--rounds 5] [--seconds 4]
 * [--connections 64] [--workers 2]`. Needs wrk. The load generator runs on the same cores: what it uses is stated, and what it leaves.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '../gateway/free-port.ts';
import { load } from '../gateway/load.ts';
import { childrenOf, cpuSeconds, startServer } from '../gateway/side.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '64' },
    workers: { type: 'string', default: '2' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = Number(values.connections);

/** What is asked for: the more films in a request, or requests in a packet, the less the load generator takes of the two processors. */
const PIPELINED = fileURLToPath(new URL('pipelined.lua', import.meta.url));
const LOADS = [
  { name: '3', items: 3, script: undefined },
  { name: '3, 16 requests at once', items: 3, script: PIPELINED },
  { name: '100', items: 100, script: undefined },
  { name: '100, 16 requests at once', items: 100, script: PIPELINED },
  { name: '300', items: 300, script: undefined },
] as const;
type Asked = (typeof LOADS)[number];

interface Run {
  readonly requestsPerSecond: number;
  readonly serverMicros: number;
  readonly generatorMicros: number;
}

const dir = mkdtempSync(join(tmpdir(), 'portico-bench-workers-'));
const children: ChildProcess[] = [];
try {
  const sides = [await start(1), await start(Number(values.workers))] as const;
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Bun ${process.versions['bun'] ?? '-'}; ${rounds} rounds of ${seconds} s, ${connections} connections of wrk -t1 on the same processors`,
  );
  console.log(
    `| items | requests/s: 1 process | ${values.workers} workers | x, median (min to max) | CPU us a request: server / generator | x that these leave room for | x with processors for the server alone |`,
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const capacities: number[] = [];
  for (const asked of LOADS) {
    const runs = sides.map((): Run[] => []);
    for (const side of sides) measure(side, asked, 2); // warm
    for (let round = 0; round < rounds; round++) {
      capacities.push(await capacity(Number(values.workers)));
      for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const side = sides[at];
        if (side !== undefined) runs[at]?.push(measure(side, asked, seconds));
      }
    }
    report(asked.name, runs);
  }
  console.log(
    `The machine itself, in between: ${values.workers} loops that only count came ${spread(capacities)} times as far together as one alone.`,
  );
  console.log(`memory, MiB: ${sides.map((side) => side.pids().map(residentMebibytes).join(' + ')).join('; ')}`);
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
}

interface Side {
  readonly url: (items: number) => string;
  readonly pids: () => readonly number[];
}

async function start(workers: number): Promise<Side> {
  const port = await freePort();
  const program = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
  const args = [
    'start',
    '--port',
    String(port),
    '--data-dir',
    join(dir, String(workers)),
    '--workers',
    String(workers),
  ];
  const child = await startServer(process.execPath, [program, ...args], `http://127.0.0.1:${port}/_portico/health`);
  children.push(child);
  const pid = child.pid ?? 0;
  return {
    url: (items) =>
      `http://127.0.0.1:${port}/restapis/ratings/test/_user_request_/predicted-ratings/321?items=${Array.from({ length: items }, (_each, at) => [101, 131, 162][at % 3]).join()}`,
    pids: () => [pid, ...childrenOf(pid)],
  };
}

function measure(side: Side, { items, script }: Asked, time: number): Run {
  const before = cpuSeconds(side.pids()) ?? Number.NaN;
  const { requests, requestsPerSecond, failures, generatorCpuSeconds } = load(
    side.url(items),
    connections,
    time,
    script,
  );
  const after = cpuSeconds(side.pids()) ?? Number.NaN;
  if (failures > 0) throw new Error(`${failures} failed requests`);
  return {
    requestsPerSecond,
    serverMicros: ((after - before) * 1e6) / requests,
    generatorMicros: (generatorCpuSeconds * 1e6) / requests,
  };
}

function report(name: string, [one = [], several = []]: readonly (readonly Run[])[]): void {
  const ratios = several.map((run, at) => run.requestsPerSecond / (one[at]?.requestsPerSecond ?? Number.NaN));
  const server = median(several.map((run) => run.serverMicros));
  const generator = median(several.map((run) => run.generatorMicros));
  const alone = median(one.map((run) => run.serverMicros));
  // One process uses one processor; several share all of them with the generator.
  const room = (cpus().length * alone) / (server + generator);
  const apart = (Number(values.workers) * alone) / server;
  console.log(
    `| ${name} | ${median(one.map((run) => run.requestsPerSecond)).toFixed(0)} | ${median(several.map((run) => run.requestsPerSecond)).toFixed(0)} | ${spread(ratios)} | ${alone.toFixed(1)} and ${server.toFixed(1)} / ${generator.toFixed(1)} | ${room.toFixed(2)} | ${apart.toFixed(2)} |`,
  );
}

/** What several processes get done at once, of what one does: processors of one core share what it has. */
async function capacity(processes: number): Promise<number> {
  const alone = await counted();
  const together = await Promise.all(Array.from({ length: processes }, counted));
  return together.reduce((sum, each) => sum + each, 0) / alone;
}

async function counted(): Promise<number> {
  const child = Bun.spawn([process.execPath, fileURLToPath(new URL('count.ts', import.meta.url))]);
  return Number((await new Response(child.stdout).text()).split(' ')[0]);
}

function spread(numbers: readonly number[]): string {
  return `${median(numbers).toFixed(2)} (${Math.min(...numbers).toFixed(2)} to ${Math.max(...numbers).toFixed(2)})`;
}

function residentMebibytes(pid: number): string {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return (Number(kibibytes) / 1024).toFixed(0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
