/**
 * The HTTP/1.1 codec against what the runtimes bring, interleaved in one run:
 * `bun bench/http1/main.ts [--rounds 5] [--seconds 3] [--node PATH]`. Needs wrk and nginx.
 */
import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '../gateway/free-port.ts';
import { load } from '../gateway/load.ts';
import { childrenOf, cpuSeconds, startProgram, startServer } from '../gateway/side.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    node: {
      type: 'string',
      default: here(`../../tools/node24/node_modules/node-${process.platform}-${process.arch}/bin/node`),
    },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const BUN = process.execPath;
const NODE = values.node;
const CONNECTIONS = 64;

interface Measured {
  readonly requestsPerSecond: number;
  readonly cpuInMicros: number;
}

interface Contender {
  readonly name: string;
  readonly measure: () => Measured;
}

const children: ChildProcess[] = [];
const dir = mkdtempSync(join(tmpdir(), 'portico-bench-http1-'));
try {
  if (!existsSync(NODE)) throw new Error(`no Node 24 at ${NODE}: run npm test once, or give --node`);
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Bun ${Bun.version}, ${spawnSync(NODE, ['-v'], { encoding: 'utf8' }).stdout.trim()}; ${rounds} rounds of ${seconds} s, load average ${loadavg()[0]?.toFixed(1)} at the start`,
  );
  report(`Servers: wrk, ${CONNECTIONS} connections, GET`, await interleave(await servers()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const port = await startStub();
  for (const concurrency of [1, 32, 256]) {
    report(`Clients: POST of 34 octets to nginx, ${concurrency} at once`, await interleave(clients(port, concurrency)));
  }
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
}

async function servers(): Promise<readonly Contender[]> {
  const programs: readonly (readonly [name: string, command: string, file: string])[] = [
    ['codec on Bun', BUN, 'server-codec.ts'],
    ['node:http on Bun', BUN, 'server-node-http.ts'],
    ['Bun.serve', BUN, 'server-bun-serve.ts'],
    ['codec on Node 24', NODE, 'server-codec.ts'],
    ['node:http on Node 24', NODE, 'server-node-http.ts'],
  ];
  const contenders: Contender[] = [];
  for (const [name, command, file] of programs) {
    const { child, firstLine } = await startProgram(command, [here(file)]);
    children.push(child);
    const pids = child.pid === undefined ? [] : [child.pid];
    contenders.push({
      name,
      measure() {
        const before = cpuSeconds(pids);
        const { requestsPerSecond, requests, failures } = load(
          `http://127.0.0.1:${firstLine}/x?y=1`,
          CONNECTIONS,
          seconds,
        );
        const after = cpuSeconds(pids);
        if (failures > 0) throw new Error(`${name}: ${failures} failed requests`);
        const spent = before === undefined || after === undefined ? Number.NaN : after - before;
        return { requestsPerSecond, cpuInMicros: (spent * 1e6) / requests };
      },
    });
  }
  return contenders;
}

async function startStub(): Promise<number> {
  const port = await freePort();
  const file = join(dir, 'nginx.conf');
  const template = readFileSync(here('nginx-stub.conf.template'), 'utf8');
  writeFileSync(file, template.replaceAll('{{dir}}', dir).replaceAll('{{port}}', String(port)));
  const nginx = await startServer('nginx', ['-c', file, '-p', dir], `http://127.0.0.1:${port}/`);
  children.push(nginx);
  if (childrenOf(nginx.pid ?? 0).length === 0) throw new Error('nginx has no worker');
  return port;
}

function clients(port: number, concurrency: number): readonly Contender[] {
  const programs: readonly (readonly [name: string, command: string, kind: string])[] = [
    ['codec on Bun', BUN, 'codec'],
    ['node:http Agent on Bun', BUN, 'node-http'],
    ['codec on Node 24', NODE, 'codec'],
    ['node:http Agent on Node 24', NODE, 'node-http'],
  ];
  return programs.map(([name, command, kind]) => ({
    name,
    measure() {
      const args = [here('client-load.ts'), kind, String(port), String(concurrency), String(seconds)];
      const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      if (stdout === '') throw new Error(`${name}: ${stderr}`);
      return JSON.parse(stdout);
    },
  }));
}

/** Every contender once a round, in another order each time, so that a slow moment of the machine hits all. */
async function interleave(contenders: readonly Contender[]): Promise<ReadonlyMap<string, readonly Measured[]>> {
  const results = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const by = round % contenders.length;
    for (const { name, measure } of [...contenders.slice(by), ...contenders.slice(0, by)]) {
      const measured = measure();
      if (round > 0) results.get(name)?.push(measured); // the first round warms
    }
  }
  return results;
}

function report(title: string, results: ReadonlyMap<string, readonly Measured[]>): void {
  console.log(`\n${title}\n\n| | requests/s, median (min to max) | CPU us a request, median |\n| --- | --- | --- |`);
  for (const [name, runs] of results) {
    const rates = runs.map((run) => run.requestsPerSecond);
    const spread = `${median(rates).toFixed(0)} (${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)})`;
    console.log(`| ${name} | ${spread} | ${median(runs.map((run) => run.cpuInMicros)).toFixed(1)} |`);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
