/**
 * Sends POSTs of 34 octets to a port for a time, some at once, and prints requests per second and microseconds of CPU each as JSON:
 * `client-load.ts codec|node-http PORT CONCURRENCY SECONDS`.
 */
import { Agent, request } from 'node:http';
import { createHttpClient } from '@portico/http1';

const [kind, port = '', concurrency = '1', seconds = '2'] = process.argv.slice(2);
const body = Buffer.from('{"instances":[{"in0":1,"in1":22}]}');
const send = kind === 'codec' ? codec() : nodeHttp();

await run(0.5); // warm
const cpuBefore = process.cpuUsage();
const { requests, elapsedInSeconds } = await run(Number(seconds));
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({ requestsPerSecond: requests / elapsedInSeconds, cpuInMicros: (user + system) / requests }),
);
process.exit(0);

async function run(forSeconds: number): Promise<{ readonly requests: number; readonly elapsedInSeconds: number }> {
  let requests = 0;
  const startedAt = performance.now();
  const until = startedAt + forSeconds * 1000;
  const loop = async (): Promise<void> => {
    while (performance.now() < until) {
      if ((await send()) !== 200) throw new Error('the stub did not answer 200');
      requests++;
    }
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, loop));
  return { requests, elapsedInSeconds: (performance.now() - startedAt) / 1000 };
}

function codec(): () => Promise<number> {
  const client = createHttpClient();
  const exchange = {
    url: { protocol: 'http:', hostname: '127.0.0.1', port, target: '/invocations' },
    httpMethod: 'POST',
    headers: [['Content-Type', 'application/json']],
    body,
    timeoutInMillis: 29_000,
    maxResponseBytes: 10_485_760,
  } as const;
  return async () => {
    const outcome = await client.send(exchange);
    return 'failure' in outcome ? 0 : outcome.status;
  };
}

function nodeHttp(): () => Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const options = {
    hostname: '127.0.0.1',
    port: Number(port),
    path: '/invocations',
    method: 'POST',
    agent,
    headers: ['Host', `127.0.0.1:${port}`, 'Content-Type', 'application/json', 'Content-Length', String(body.length)],
  };
  return () =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(0), 29_000);
      const finish = (status: number): void => {
        clearTimeout(timer);
        resolve(status);
      };
      const sent = request(options, (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('end', () => finish(response.statusCode ?? 0));
      });
      sent.on('error', () => finish(0));
      sent.end(body);
    });
}
