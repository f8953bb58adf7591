/**
 * What a request costs the server's own code: processor time in user mode without kernel and sockets, model in process and HTTP integration.
 * `bun bench/request-cost/main.ts [--blocks 7] [--requests 200000] [--side in-process|http]`. With `bun --cpu-prof` it tells where the time goes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer } from '@portico/server';
import { httpVariant } from '../gateway/http-variant.ts';
import { memoryTransport } from './memory-transport.ts';

const { values } = parseArgs({
  options: {
    blocks: { type: 'string', default: '7' },
    requests: { type: 'string', default: '200000' },
    side: { type: 'string' },
  },
});
const SIDES = { 'in-process': 'ratings', http: 'stubratings' } as const;
const CONNECTIONS = 32;
/** Rounds after which all that is hot is compiled. */
const WARM_ROUNDS = 8000;

const ANSWER =
  '{"predictions":[{"scores":[3.047305107116699]},{"scores":[3.58245587348938]},{"scores":[3.2150673866271973]}]}';
const transport = memoryTransport(
  CONNECTIONS,
  `HTTP/1.1 200 OK\r\nServer: stub\r\nDate: Sun, 22 Nov 2026 08:00:00 GMT\r\nContent-Type: application/json\r\nContent-Length: ${ANSWER.length}\r\nConnection: keep-alive\r\n\r\n${ANSWER}`,
);

const dir = mkdtempSync(join(tmpdir(), 'portico-bench-'));
try {
  const apiFile = join(dir, 'stub-ratings.yaml');
  const sample = fileURLToPath(new URL('../../packages/server/sample/ratings.openapi.yaml', import.meta.url));
  writeFileSync(apiFile, httpVariant(readFileSync(sample, 'utf8'), 'http://127.0.0.1:9'));
  await startServer({ port: 4566, dataDir: join(dir, 'data'), apiFile, log: () => {} });
  for (const [side, api] of Object.entries(SIDES)) if ((values.side ?? side) === side) await measure(side, api);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit();

async function measure(side: string, api: string): Promise<void> {
  const path = `/restapis/${api}/test/_user_request_/predicted-ratings/321?items=101,131,162`;
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:4566\r\n\r\n`);
  for (let round = 0; round < WARM_ROUNDS; round++) await transport.round(request);
  if (!transport.lastAnswer().startsWith('HTTP/1.1 200 ')) throw new Error(`${side} answers ${transport.lastAnswer()}`);
  const rounds = Math.ceil(Number(values.requests) / CONNECTIONS);
  const micros: number[] = [];
  for (let block = 0; block < Number(values.blocks); block++) {
    const before = process.cpuUsage().user;
    for (let round = 0; round < rounds; round++) await transport.round(request);
    micros.push((process.cpuUsage().user - before) / (rounds * CONNECTIONS));
  }
  const sorted = micros.toSorted((one, other) => one - other).map((each) => each.toFixed(1));
  console.log(
    `${side}: ${sorted[Math.floor(sorted.length / 2)]} us of user time a request (${sorted[0]} to ${sorted.at(-1)})`,
  );
}
