import { afterAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { get, HttpConnection } from './http-connection.ts';
import { maxOpenFiles } from './open-files.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { cpuSeconds, residentMebibytes } from './server-process.ts';

afterAll(cleanUp, 30_000);

const files = maxOpenFiles() ?? Number.POSITIVE_INFINITY;

describe('in process: ten times as many requests as can be answered', () => {
  const HEAVY = get('/restapis/heavy/test/_user_request_/heavy');
  const LIGHT = get('/restapis/heavy/test/_user_request_/light');
  const CLIENTS = 4000;
  const PATIENCE_IN_MILLIS = 6000;
  const OVERLOAD_IN_MILLIS = 5000;

  test.skipIf(files < 2 * CLIENTS)(
    `most of the time goes into answers, the others are 429 at once, memory is bounded, and then all is as before${files < 2 * CLIENTS ? ` (needs ulimit -n ${2 * CLIENTS})` : ''}`,
    async () => {
      const portico = await startPortico(['--no-sample', '--api', heavyApi()]);
      const calm = await Promise.all(Array.from({ length: 8 }, () => HttpConnection.open(portico.port)));
      const cost = await cpuSecondsEach(portico.pid, calm, HEAVY, 50);
      const memoryBefore = residentMebibytes(portico.pid);

      const seen = { sent: 0, answered: 0, refused: 0, others: 0, givenUp: 0 };
      let memory = memoryBefore;
      const watching = setInterval(() => {
        memory = Math.max(memory, residentMebibytes(portico.pid));
      }, 50);
      const cpuBefore = cpuSeconds(portico.pid);
      const until = performance.now() + OVERLOAD_IN_MILLIS;
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          let connection = await HttpConnection.open(portico.port);
          while (performance.now() < until) {
            seen.sent++;
            const answer = await impatiently(connection, HEAVY, PATIENCE_IN_MILLIS);
            if (answer?.status === 200) seen.answered++;
            else if (answer?.status === 429) seen.refused++;
            else if (answer !== undefined) seen.others++;
            else {
              seen.givenUp++;
              connection = await HttpConnection.open(portico.port);
            }
            // Who is refused tries again, a little later.
            if (answer?.status === 429) await Bun.sleep(100);
          }
          connection.close();
        }),
      );
      clearInterval(watching);
      const cpuUsed = cpuSeconds(portico.pid) - cpuBefore;

      const from = performance.now();
      const [first] = calm;
      expect((await first?.ask(LIGHT))?.status).toBe(200);
      const recovery = performance.now() - from;
      const costAfter = await cpuSecondsEach(portico.pid, calm, HEAVY, 50);
      const offered = (seen.sent / OVERLOAD_IN_MILLIS) * 1000;
      const spentOnAnswers = (seen.answered * cost) / cpuUsed;
      console.log(
        `capacity ${(1 / cost).toFixed(0)}/s; offered ${offered.toFixed(0)}/s: ${seen.answered} answered, with ${(spentOnAnswers * 100).toFixed(0)} % of the time, ${seen.refused} were 429, ${seen.givenUp} given up; memory ${memoryBefore.toFixed(0)} to ${memory.toFixed(0)} MiB; then ${recovery.toFixed(0)} ms to the first answer, ${(1 / costAfter).toFixed(0)}/s`,
      );
      // Processor time, which other work on the machine does not change.
      expect(offered).toBeGreaterThan(10 / cost);
      expect(spentOnAnswers).toBeGreaterThan(0.4);
      expect(costAfter).toBeLessThan(cost * 2);
      expect(seen.others).toBe(0);
      expect(seen.refused).toBeGreaterThan(0);
      expect(memory - memoryBefore).toBeLessThan(200);
      expect(recovery).toBeLessThan(2000);
      for (const connection of calm) connection.close();
      expect(await portico.stop()).toBe(0);
    },
    60_000,
  );
});

describe('a backend that hangs', () => {
  test('calls beyond the bound are 429 at once; when it answers again, so do we', async () => {
    const waiting: (() => void)[] = [];
    let hangs = true;
    const backend = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => {
        const answer = (): void => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        if (hangs) waiting.push(answer);
        else answer();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => backend.once('listening', resolve));
    const { port } = backend.address() as AddressInfo;
    // Of 512 descriptors a quarter is for calls (docs/workers.md).
    const portico = await startPortico(['--no-sample', '--api', proxyTo(port)], { maxOpenFiles: 512 });
    const target = get('/restapis/proxy/test/_user_request_/ask');
    const connections = await Promise.all(Array.from({ length: 200 }, () => HttpConnection.open(portico.port)));
    const answers = connections.map((each) => each.ask(target));
    const settled: (number | undefined)[] = [];
    for (const answer of answers) answer.then((each) => settled.push(each?.status));
    const deadline = performance.now() + 5000;
    while (waiting.length + settled.length < 200 && performance.now() < deadline) await Bun.sleep(10);
    expect(waiting).toHaveLength(128);
    expect(settled).toEqual(Array.from({ length: 72 }, () => 429));
    hangs = false;
    for (const answer of waiting) answer();
    const statuses = (await Promise.all(answers)).map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(128);
    const again = await Promise.all(connections.map((each) => each.ask(target)));
    expect(again.filter((answer) => answer?.status === 200).length).toBeGreaterThanOrEqual(128);
    for (let count = 0; count < 100; count++) expect((await connections[0]?.ask(target))?.status).toBe(200);
    for (const connection of connections) connection.close();
    backend.close();
    expect(await portico.stop()).toBe(0);
  }, 30_000);
});

/** What a request costs the server, asked one after the other on each connection. */
async function cpuSecondsEach(
  pid: number,
  connections: readonly HttpConnection[],
  request: string,
  requests: number,
): Promise<number> {
  const before = cpuSeconds(pid);
  let asked = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (asked++ < requests) expect((await connection.ask(request))?.status).toBe(200);
    }),
  );
  return (cpuSeconds(pid) - before) / requests;
}

/** Gives the connection up when no answer comes in time. */
async function impatiently(connection: HttpConnection, request: string, millis: number) {
  const timer = setTimeout(() => connection.close(), millis);
  const answer = await connection.ask(request);
  clearTimeout(timer);
  return answer;
}

/** `GET /heavy` is some milliseconds of work in a template, `GET /light` is none. */
function heavyApi(): string {
  const loops =
    '#foreach($i in [1..100])#foreach($j in [1..100])#foreach($k in [1..60])#set($sum = $i * $j)#end#end#end$sum';
  return apiFile('heavy', { '/heavy': mock(loops), '/light': mock('light') });
}

function mock(template: string): object {
  return {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  };
}

function proxyTo(port: number): string {
  const integration = {
    type: 'http',
    httpMethod: 'GET',
    uri: `http://127.0.0.1:${port}/`,
    responses: { default: { statusCode: '200' } },
  };
  return apiFile('proxy', { '/ask': integration });
}

/** An OpenAPI document; the file's name is the API's id. */
function apiFile(name: string, integrations: Readonly<Record<string, object>>): string {
  const file = join(temporaryDirectory(), `${name}.json`);
  const paths = Object.fromEntries(
    Object.entries(integrations).map(([path, integration]) => [
      path,
      { get: { responses: { 200: { description: 'ok' } }, 'x-amazon-apigateway-integration': integration } },
    ]),
  );
  writeFileSync(file, JSON.stringify({ openapi: '3.0.1', info: { title: name, version: '1' }, paths }));
  return file;
}
