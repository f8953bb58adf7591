/**
 * Gateways side by side, interleaved in one run: `bun bench/gateway/main.ts [--rounds 25] [--seconds 1] [--connections 32] [--anywhere] [--json FILE]`.
 * Each gateway has the first processor to itself, load generator and stub the others; with `--anywhere` the system places them.
 * Needs wrk, and nginx with its Lua module for the rows of that name (Debian: wrk nginx libnginx-mod-http-lua lua-cjson).
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from './free-port.ts';
import { httpVariant } from './http-variant.ts';
import type { Load } from './load.ts';
import { load } from './load.ts';
import type { Side } from './side.ts';
import {
  childrenOf,
  cpuSeconds,
  leaveFirstProcessor,
  onFirstProcessor,
  startProgram,
  startServer,
  stolenSeconds,
  untilAnswering,
} from './side.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '25' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '32' },
    anywhere: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const hasOwnProcessor = !values.anywhere && leaveFirstProcessor();

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'portico-bench-'));
const children: ChildProcess[] = [];

const PATH = '/predicted-ratings/321?items=101,131,162';
const ARTIFACT = here('../../packages/server/sample/movie-ratings/model.tar.gz');
const NGINX_MODULES = '/usr/lib/nginx/modules';

interface Measured extends Load {
  /** What others on the same host took of the processors meanwhile: 0 to 1, undefined where the system does not tell. */
  readonly stolen: number | undefined;
  /** Microseconds of CPU time that the side spent on one request. */
  readonly cpuInMicros: number | undefined;
}

try {
  const sides = await startSides();
  await checkAnswers(sides);
  const results = new Map<string, Measured[]>(sides.map(({ name }) => [name, []]));
  for (const side of sides) load(side.url, connections, 2); // warm
  for (let round = 1; round <= rounds; round++) {
    for (const side of rotated(sides, round)) {
      const before = cpuSeconds(side.pids);
      const stolenBefore = stolenSeconds();
      const measured = load(side.url, connections, seconds);
      const stolenAfter = stolenSeconds();
      const after = cpuSeconds(side.pids);
      if (measured.failures > 0) throw new Error(`${side.name}: ${measured.failures} failed requests`);
      const cpuInMicros =
        before === undefined || after === undefined ? undefined : ((after - before) * 1e6) / measured.requests;
      const stolen =
        stolenBefore === undefined || stolenAfter === undefined
          ? undefined
          : (stolenAfter - stolenBefore) / (seconds * cpus().length);
      results.get(side.name)?.push({ ...measured, cpuInMicros, stolen });
      process.stderr.write(
        `round ${round}/${rounds} ${side.name}: ${Math.round(measured.requestsPerSecond)}/s, ${percent(stolen)} stolen\n`,
      );
    }
  }
  report(sides, results);
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
}

async function startSides(): Promise<readonly Side[]> {
  const stubPort = await freePort();
  const luaPort = await freePort();
  const stub = await startServer(
    'nginx',
    ['-c', configured('nginx-stub.conf', { stubPort, luaPort }), '-p', dir],
    `http://127.0.0.1:${stubPort}/`,
  );
  children.push(stub);
  const own = (command: string, ...args: string[]) => onFirstProcessor(hasOwnProcessor, command, args);
  const lua = await startServer(
    ...own('nginx', '-c', configured('nginx-lua.conf', { stubPort, luaPort }), '-p', dir),
    `http://127.0.0.1:${luaPort}/`,
  );
  children.push(lua);
  const handWritten = await startProgram(...own(process.execPath, here('hand-written.ts'), ARTIFACT));
  children.push(handWritten.child);
  const onBunServe = await startProgram(...own(process.execPath, here('hand-written-bun-serve.ts'), ARTIFACT));
  children.push(onBunServe.child);
  const fastify = await startProgram(...own('node', here('fastify-node.mjs'), String(stubPort)));
  children.push(fastify.child);
  const porticoPort = await freePort();
  const portico = await startServer(
    ...own(
      process.execPath,
      here('../../packages/cli/src/main.ts'),
      'start',
      '--port',
      String(porticoPort),
      '--data-dir',
      join(dir, 'data'),
      '--api',
      stubApi(stubPort),
    ),
    `http://127.0.0.1:${porticoPort}/_portico/health`,
  );
  children.push(portico);
  await untilAnswering(`http://127.0.0.1:${porticoPort}/_portico/health`);
  const api = (id: string): string => `http://127.0.0.1:${porticoPort}/restapis/${id}/test/_user_request_${PATH}`;
  return [
    { name: 'Portico, model in process', url: api('ratings'), pids: pidsOf(portico) },
    { name: 'Portico, HTTP integration to stub', url: api('stubratings'), pids: pidsOf(portico) },
    { name: 'nginx + Lua to stub', url: `http://127.0.0.1:${luaPort}${PATH}`, pids: childrenOf(lua.pid ?? 0) },
    {
      name: 'hand-written handler, same listener',
      url: `http://127.0.0.1:${portOf(handWritten.firstLine)}${PATH}`,
      pids: pidsOf(handWritten.child),
    },
    {
      name: 'hand-written handler, Bun.serve',
      url: `http://127.0.0.1:${portOf(onBunServe.firstLine)}${PATH}`,
      pids: pidsOf(onBunServe.child),
    },
    {
      name: 'Fastify on Node to stub',
      url: `http://127.0.0.1:${portOf(fastify.firstLine)}${PATH}`,
      pids: pidsOf(fastify.child),
    },
  ];
}

function pidsOf(child: ChildProcess): readonly number[] {
  return child.pid === undefined ? [] : [child.pid];
}

function portOf(line: string): number {
  const port = Number(line);
  if (!Number.isInteger(port)) throw new Error(`expected a port, got: ${line}`);
  return port;
}

function configured(name: string, ports: { readonly stubPort: number; readonly luaPort: number }): string {
  const text = readFileSync(here(`${name}.template`), 'utf8')
    .replaceAll('{{dir}}', dir)
    .replaceAll('{{modules}}', NGINX_MODULES)
    .replaceAll('{{stubPort}}', String(ports.stubPort))
    .replaceAll('{{luaPort}}', String(ports.luaPort));
  const file = join(dir, name);
  writeFileSync(file, text);
  return file;
}

/** The sample API with its AWS integration turned into an HTTP one. */
function stubApi(stubPort: number): string {
  const sample = readFileSync(here('../../packages/server/sample/ratings.openapi.yaml'), 'utf8');
  const file = join(dir, 'stub-ratings.yaml');
  writeFileSync(file, httpVariant(sample, `http://127.0.0.1:${stubPort}`));
  return file;
}

/** Every side must answer three ratings, or the comparison compares nothing. */
async function checkAnswers(all: readonly Side[]): Promise<void> {
  for (const side of all) {
    const answer = await fetch(side.url);
    const document = (await answer.json()) as { readonly ratings?: readonly unknown[] };
    const fits =
      answer.status === 200 &&
      document.ratings?.length === 3 &&
      document.ratings.every((rating) => typeof rating === 'number');
    if (!fits) throw new Error(`${side.name} answers ${answer.status} ${JSON.stringify(document)}`);
  }
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function report(sides: readonly Side[], results: ReadonlyMap<string, readonly Measured[]>): void {
  const lua = results.get('nginx + Lua to stub') ?? [];
  const handWritten = results.get('hand-written handler, same listener') ?? [];
  const onBunServe = results.get('hand-written handler, Bun.serve') ?? [];
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Bun ${process.versions['bun'] ?? '-'}; ${rounds} rounds of ${seconds} s, ${connections} connections; ${hasOwnProcessor ? 'gateways have the first processor to themselves' : 'programs run wherever the system places them'}`,
  );
  console.log(
    '| side | requests/s, median (min to max) | x nginx + Lua, median (min to max) | x hand-written | x Bun.serve | p50 / p99 ms | CPU us/request, median (min to max) |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { name } of sides) {
    const runs = results.get(name) ?? [];
    const rates = runs.map((run) => run.requestsPerSecond);
    const cpu = runs.map((run) => run.cpuInMicros).filter((value) => value !== undefined);
    console.log(
      `| ${name} | ${spread(rates, 0)} | ${spread(ratios(runs, lua), 2)} | ${spread(ratios(runs, handWritten), 2)} | ${spread(ratios(runs, onBunServe), 2)} | ${median(runs.map((run) => run.p50InMillis)).toFixed(2)} / ${median(runs.map((run) => run.p99InMillis)).toFixed(2)} | ${cpu.length === 0 ? '-' : spread(cpu, 1)} |`,
    );
  }
  const stolen = [...results.values()].flat().map((run) => run.stolen);
  const told = stolen.filter((share) => share !== undefined);
  if (told.length > 0) {
    console.log(
      `Others on the same host took ${percent(median(told))} of the processors (up to ${percent(Math.max(...told))}).`,
    );
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify(Object.fromEntries(results), null, 2)}\n`);
}

/** Round by round, so that a slow moment of the machine hits both sides of a ratio. */
function ratios(runs: readonly Measured[], base: readonly Measured[]): readonly number[] {
  return runs.map((run, at) => run.requestsPerSecond / (base[at]?.requestsPerSecond ?? Number.NaN));
}

function percent(share: number | undefined): string {
  return share === undefined ? '-' : `${(share * 100).toFixed(1)} %`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spread(numbers: readonly number[], digits: number): string {
  return `${median(numbers).toFixed(digits)} (${Math.min(...numbers).toFixed(digits)} to ${Math.max(...numbers).toFixed(digits)})`;
}
