/**
 * A control plane that has much to keep: 10,000 methods in one API, 1,000 APIs, 300 deployments; whether creation stays linear, how long
 * a start takes with all of it, and the memory: `bun bench/control-plane/main.ts [--methods 10000] [--apis 1000] [--deployments 300]`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Client } from './client.ts';
import { createClient } from './client.ts';

const { values } = parseArgs({
  options: {
    methods: { type: 'string', default: '10000' },
    apis: { type: 'string', default: '1000' },
    deployments: { type: 'string', default: '300' },
  },
});
const SERVER = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
const VERBS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
/** Parts of a series that are compared. */
const PARTS = 10;

interface Series {
  readonly name: string;
  /** Processor time of the server, of each part in order: what other work on the machine does not change. */
  readonly cpuMillisEach: readonly number[];
  /** Median over the parts. */
  readonly wallMillisEach: number;
}

let running: Started | undefined;
const dir = mkdtempSync(join(tmpdir(), 'portico-control-plane-'));
try {
  const empty = await start();
  const client = createClient(empty.url);
  const series = [
    await methods(client, Number(values.methods)),
    await apis(client, Number(values.apis)),
    await deployments(client, Number(values.deployments)),
  ];
  const grownMiB = memoryOf(empty.pid);
  await empty.stop();
  const again = [await start(), await stopped(), await start(), await stopped(), await start()].filter(
    (one) => one !== undefined,
  );
  const idle = again.at(-1);
  console.log(`${cpus().length} processors (${cpus()[0]?.model}), Bun ${process.versions['bun']}\n`);
  console.log(
    '| created | CPU ms each, first tenth | last tenth | last / first | ms each, median |\n| --- | --- | --- | --- | --- |',
  );
  for (const { name, cpuMillisEach, wallMillisEach } of series) {
    const [first = 0] = cpuMillisEach;
    const last = cpuMillisEach.at(-1) ?? 0;
    const figures = [first, last, last / first, wallMillisEach].map((figure) => figure.toFixed(2));
    console.log(`| ${[name, ...figures].join(' | ')} |`);
  }
  console.log('\n| server | ready, ms | memory, MiB | store, MiB |\n| --- | --- | --- | --- |');
  console.log(`| empty | ${empty.readyInMillis.toFixed(0)} | ${empty.memoryMiB.toFixed(0)} | |`);
  console.log(`| after creation | | ${grownMiB.toFixed(0)} | ${storeMiB().toFixed(0)} |`);
  const ready = again.map((one) => one.readyInMillis).sort((a, b) => a - b);
  console.log(
    `| started again, median of ${ready.length} | ${ready[ready.length >> 1]?.toFixed(0)} | ${idle?.memoryMiB.toFixed(0)} | |`,
  );
  await stopped();
} finally {
  rmSync(dir, { recursive: true, force: true });
}

/** Methods with MOCK integrations, seven a resource, in one API; then one deployment of all. */
async function methods(client: Client, count: number): Promise<Series> {
  const { id, rootResourceId } = await client.post('/restapis', { name: 'large' });
  let resource = '';
  const series = await measured(`methods with integrations, ${count} in one API`, count, async (at) => {
    const verb = VERBS[at % VERBS.length];
    if (at % VERBS.length === 0) {
      const pathPart = `r${at / VERBS.length}`;
      resource = (await client.post(`/restapis/${id}/resources/${rootResourceId}`, { pathPart })).id;
    }
    const method = `/restapis/${id}/resources/${resource}/methods/${verb}`;
    await client.put(method, { authorizationType: 'NONE' });
    await client.put(`${method}/integration`, {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    });
  });
  const spent = cpuMillisOf(running?.pid ?? 0);
  await client.post(`/restapis/${id}/deployments`, { stageName: 'test' });
  console.log(`deployment of ${count} methods: CPU ${cpuMillisOf(running?.pid ?? 0) - spent} ms`);
  return series;
}

/** Small APIs, each deployed to a stage. */
function apis(client: Client, count: number): Promise<Series> {
  return measured(`APIs of two methods, deployed, ${count}`, count, async (at) => {
    const { id } = await client.post('/restapis?mode=import', document(`api${at}`, 2));
    await client.post(`/restapis/${id}/deployments`, { stageName: 'test' });
  });
}

/** Deployments of one API of 50 methods, a change before each. */
async function deployments(client: Client, count: number): Promise<Series> {
  const { id } = await client.post('/restapis?mode=import', document('deployed', 50));
  return measured(`deployments of an API of 50 methods, ${count}`, count, async (at) => {
    const patchOperations = [{ op: 'replace', path: '/description', value: `${at}` }];
    await client.patch(`/restapis/${id}`, { patchOperations });
    await client.post(`/restapis/${id}/deployments`, { stageName: 'test' });
  });
}

function document(title: string, methodCount: number): unknown {
  const operation = {
    responses: { 200: { description: 'ok' } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      responses: {
        default: { statusCode: '200', responseTemplates: { 'application/json': '{"id": "$input.params("id")"}' } },
      },
    },
  };
  const paths = Object.fromEntries(
    Array.from({ length: methodCount }, (_, at) => [`/p${at}/{id}`, { get: operation }]),
  );
  return { openapi: '3.0.1', info: { title, version: '1' }, paths };
}

async function measured(name: string, count: number, make: (at: number) => Promise<void>): Promise<Series> {
  const size = Math.max(1, Math.floor(count / PARTS));
  const wall: number[] = [];
  const cpuMillisEach: number[] = [];
  for (let part = 0; part < PARTS; part++) {
    const begun = performance.now();
    const spent = cpuMillisOf(running?.pid ?? 0);
    for (let at = 0; at < size; at++) await make(part * size + at);
    cpuMillisEach.push((cpuMillisOf(running?.pid ?? 0) - spent) / size);
    wall.push((performance.now() - begun) / size);
  }
  console.log(`${name}: CPU ms each, by tenths: ${cpuMillisEach.map((millis) => millis.toFixed(2)).join(' ')}`);
  return { name, cpuMillisEach, wallMillisEach: wall.sort((x, y) => x - y)[PARTS >> 1] ?? 0 };
}

interface Started {
  readonly url: string;
  readonly pid: number;
  readonly readyInMillis: number;
  readonly memoryMiB: number;
  stop(): Promise<void>;
}

async function start(): Promise<Started> {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [SERVER, 'start', '--port', '0', '--no-sample', '--data-dir', join(dir, 'data')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
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
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const pid = child.pid ?? 0;
  running = {
    url,
    pid,
    readyInMillis,
    memoryMiB: memoryOf(pid),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  return running;
}

async function stopped(): Promise<undefined> {
  await running?.stop();
}

/** User and system time of a process (Linux, at its usual 100 ticks a second). */
function cpuMillisOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory (Linux). */
function memoryOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function storeMiB(): number {
  return statSync(join(dir, 'data', 'portico.sqlite')).size / 1024 ** 2;
}
