/**
 * How the cost of a request grows with the resources of its API and with the work that is asked for, and how long requests take at half of
 * what can be answered: `bun bench/scaling/main.ts [--rounds 5] [--seconds 2]`. Needs wrk.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '../gateway/free-port.ts';
import { load } from '../gateway/load.ts';
import { cpuSeconds, leaveFirstProcessor, onFirstProcessor, startProgram, startServer } from '../gateway/side.ts';
import type { Latencies } from './open-loop.ts';
import { openLoop } from './open-loop.ts';
import { apiWithResources } from './resources.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const hasOwnProcessor = leaveFirstProcessor();

const RESOURCES = [1, 10, 100, 300];
const ITEMS = [3, 10, 30, 100, 300, 1000];
const CONNECTIONS = 32;
/** Until the runtime has compiled what is hot. */
const WARM_REQUESTS = 20_000;

/** A server that does nothing: how long the machine itself keeps requests waiting. */
const FIXED_ANSWER = `
const answer = '{"ratings":[3.4975595474243164,3.444843053817749,4.0693278312683105]}';
console.log(Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response(answer) }).port);`;

interface Server {
  readonly pid: number;
  /** The prediction for so many films. */
  readonly url: (items: number) => string;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'portico-bench-scaling-'));
const children: ChildProcess[] = [];
try {
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Bun ${process.versions['bun'] ?? '-'}; ${rounds} rounds of ${seconds} s, ${CONNECTIONS} connections${hasOwnProcessor ? ', servers on a processor of their own' : ''}`,
  );
  const servers: Server[] = [];
  for (const resources of RESOURCES) servers.push(await start(resources));
  reportResources(servers);
  const [server] = servers;
  if (server === undefined) throw new Error('no server');
  reportItems(server);
  await reportHalfLoad(server);
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
}

async function start(resources: number): Promise<Server> {
  const sample = readFileSync(here('../../packages/server/sample/ratings.openapi.yaml'), 'utf8');
  const file = join(dir, `api${resources}.yaml`);
  writeFileSync(file, apiWithResources(sample, resources));
  const port = await freePort();
  const data = join(dir, String(resources));
  const args = ['start', '--port', String(port), '--data-dir', data, '--api', file, '--execution-log', 'OFF'];
  const program = here('../../packages/cli/src/main.ts');
  const command = onFirstProcessor(hasOwnProcessor, process.execPath, [program, ...args]);
  const child = await startServer(...command, `http://127.0.0.1:${port}/_portico/health`);
  children.push(child);
  return {
    pid: child.pid ?? 0,
    url: (items) =>
      `http://127.0.0.1:${port}/restapis/api${resources}/test/_user_request_/predicted-ratings/321?items=${Array.from({ length: items }, (_each, at) => [101, 131, 162][at % 3]).join()}`,
  };
}

interface Cost {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly micros: number;
}

function measure({ pid, url }: Server, items: number, time = seconds): Cost {
  const before = cpuSeconds([pid]) ?? Number.NaN;
  const { requests, requestsPerSecond, failures } = load(url(items), CONNECTIONS, time);
  if (failures > 0) throw new Error(`${failures} failed requests to ${url(items)}`);
  const micros = (((cpuSeconds([pid]) ?? Number.NaN) - before) * 1e6) / requests;
  return { requests, requestsPerSecond, micros };
}

/** Interleaved, so that a slow moment of the machine hits all. */
function measureAll<T>(all: readonly T[], once: (each: T) => Cost): readonly Cost[] {
  const costs = all.map((): Cost[] => []);
  for (const each of all) for (let requests = 0; requests < WARM_REQUESTS; ) requests += once(each).requests;
  for (let round = 0; round < rounds; round++) for (const [at, each] of all.entries()) costs[at]?.push(once(each));
  return costs.map((some) => ({
    requests: some.reduce((sum, cost) => sum + cost.requests, 0),
    requestsPerSecond: median(some.map((cost) => cost.requestsPerSecond)),
    micros: median(some.map((cost) => cost.micros)),
  }));
}

function reportResources(servers: readonly Server[]): void {
  const costs = measureAll(servers, (server) => measure(server, 3));
  console.log('\n| resources | requests/s | CPU us a request | x 1 resource |\n| --- | --- | --- | --- |');
  for (const [at, { requestsPerSecond, micros }] of costs.entries()) {
    const ratio = micros / (costs[0]?.micros ?? Number.NaN);
    console.log(`| ${RESOURCES[at]} | ${requestsPerSecond.toFixed(0)} | ${micros.toFixed(1)} | ${ratio.toFixed(2)} |`);
  }
}

function reportItems(server: Server): void {
  const costs = measureAll(ITEMS, (items) => measure(server, items));
  console.log('\n| items | requests/s | CPU us a request | us for each item |\n| --- | --- | --- | --- |');
  for (const [at, { requestsPerSecond, micros }] of costs.entries()) {
    const items = ITEMS[at] ?? Number.NaN;
    console.log(
      `| ${items} | ${requestsPerSecond.toFixed(0)} | ${micros.toFixed(1)} | ${(micros / items).toFixed(2)} |`,
    );
  }
}

async function reportHalfLoad(server: Server): Promise<void> {
  const most = median(Array.from({ length: rounds }, () => measure(server, 3).requestsPerSecond));
  const fixed = await startProgram(...onFirstProcessor(hasOwnProcessor, process.execPath, ['--eval', FIXED_ANSWER]));
  children.push(fixed.child);
  const sides = [
    { name: 'Portico', url: new URL(server.url(3)) },
    { name: 'a fixed answer (Bun.serve)', url: new URL(`http://127.0.0.1:${fixed.firstLine}/`) },
  ];
  console.log(
    '\n| load | | p50 ms | p90 ms | p99 ms, median (min to max) | p99.9 ms | generator late, p99 ms |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const { url } of sides) await openLoop(url, most / 4, CONNECTIONS, 2 * seconds); // warm, the generator too
  for (const share of [0.25, 0.5]) {
    const runs = sides.map((): Latencies[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [at, { url }] of sides.entries()) {
        const latencies = await openLoop(url, most * share, CONNECTIONS, seconds);
        if (latencies.failures > 0) throw new Error(`${latencies.failures} failed requests`);
        runs[at]?.push(latencies);
      }
    }
    for (const [at, { name }] of sides.entries()) {
      const all = runs[at] ?? [];
      const [p50, p90, p99, p999] = [0.5, 0.9, 0.99, 0.999].map((each) => all.map((run) => run.percentile(each)));
      const middle = (some: readonly number[] = []): string => median(some).toFixed(2);
      const range = `${Math.min(...(p99 ?? [])).toFixed(2)} to ${Math.max(...(p99 ?? [])).toFixed(2)}`;
      const late = middle(all.map((run) => run.lateness(0.99)));
      const load = `${(most * share).toFixed(0)}/s, ${share * 100} % of ${most.toFixed(0)}`;
      console.log(
        `| ${load} | ${name} | ${middle(p50)} | ${middle(p90)} | ${middle(p99)} (${range}) | ${middle(p999)} | ${late} |`,
      );
    }
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
