import { afterAll, expect, test } from 'bun:test';
import { get, HttpConnection } from './http-connection.ts';
import { cleanUp, startPortico } from './portico.ts';
import { residentMebibytes } from './server-process.ts';

afterAll(cleanUp, 30_000);

const REQUESTS = Number(process.env['PORTICO_REQUESTS'] ?? 100_000);
const CONNECTIONS = 32;
const SAMPLES = 20;

const API = '/restapis/ratings/test/_user_request_';
/** What succeeds, what the gateway refuses, what the model refuses, and what is no API; each with a value of its own. */
const KINDS: readonly (readonly [request: (at: number) => string, status: number])[] = [
  [(at) => get(`${API}/predicted-ratings/${(at % 943) + 1}?items=101,131,162&tag=${at}`), 200],
  [() => get(`${API}/movies`), 200],
  [(at) => get(`${API}/predicted-ratings/${at}`), 400],
  [(at) => get(`${API}/nothing/${at}`), 403],
  [(at) => get(`/restapis/none${at}/test/_user_request_/`), 403],
];

test(`memory stays flat over ${REQUESTS} requests`, async () => {
  const portico = await startPortico(['--execution-log', 'OFF']);
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => HttpConnection.open(portico.port)));
  const memory: number[] = [];
  let asked = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    await Promise.all(
      connections.map(async (connection) => {
        for (const until = ((sample + 1) * REQUESTS) / SAMPLES; asked < until; ) {
          const at = asked++;
          const [request, status] = KINDS[at % KINDS.length] ?? [];
          const answer = await connection.ask(request?.(at) ?? '');
          if (answer?.status !== status) throw new Error(`request ${at}: ${answer?.status} ${answer?.body}`);
        }
      }),
    );
    memory.push(residentMebibytes(portico.pid));
  }
  console.log(`MiB after each ${REQUESTS / SAMPLES} requests: ${memory.map((each) => each.toFixed(0)).join(' ')}`);
  // The first quarter is for the runtime to compile what is hot and to size its heap.
  const early = Math.max(...memory.slice(SAMPLES / 4, SAMPLES / 2));
  const late = Math.max(...memory.slice(-SAMPLES / 4));
  expect(late - early).toBeLessThan(Math.max(8, early * 0.1));
  for (const connection of connections) connection.close();
  expect(await portico.stop()).toBe(0);
});
