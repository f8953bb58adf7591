import { afterAll, expect, test } from 'bun:test';
import { get, HttpConnection } from './http-connection.ts';
import { maxOpenFiles } from './open-files.ts';
import { cleanUp, startPortico } from './portico.ts';
import { residentMebibytes } from './server-process.ts';

afterAll(cleanUp, 30_000);

const IDLE = 10_000;
/** What the server takes of its limit for connections is less than the limit (docs/workers.md). */
const NEEDED_FILES = 17_000;
const MAX_BYTES_EACH = 16 * 1024;

const files = maxOpenFiles();
const isEnough = files === undefined || files >= NEEDED_FILES;

test.skipIf(!isEnough)(
  `${IDLE} idle connections: requests are answered beside them, and each costs little memory${isEnough ? '' : ` (needs ulimit -n ${NEEDED_FILES}, has ${files})`}`,
  async () => {
    const portico = await startPortico();
    const movies = get('/restapis/ratings/test/_user_request_/movies');
    const prediction = get('/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101,131,162');
    const active = await Promise.all(Array.from({ length: 16 }, () => HttpConnection.open(portico.port)));
    const load = async (requests: number): Promise<number[]> => {
      const millis: number[] = [];
      await Promise.all(
        active.map(async (connection) => {
          for (let count = 0; count < requests / active.length; count++) {
            const from = performance.now();
            expect((await connection.ask(prediction))?.status).toBe(200);
            millis.push(performance.now() - from);
          }
        }),
      );
      return millis.sort((one, other) => one - other);
    };
    await load(4000); // warm
    const before = residentMebibytes(portico.pid);

    const idle: HttpConnection[] = [];
    while (idle.length < IDLE) {
      const some = await Promise.all(Array.from({ length: 250 }, () => HttpConnection.open(portico.port)));
      for (const answer of await Promise.all(some.map((connection) => connection.ask(movies)))) {
        expect(answer?.status).toBe(200);
      }
      idle.push(...some);
    }
    const after = residentMebibytes(portico.pid);

    const millis = await load(2000);
    expect(millis.at(Math.floor(millis.length * 0.99)) ?? Number.NaN).toBeLessThan(500);
    expect(idle.filter(({ isClosed }) => isClosed)).toEqual([]);
    const woken = await Promise.all(idle.filter((_each, at) => at % 100 === 0).map((each) => each.ask(movies)));
    expect(new Set(woken.map((answer) => answer?.status))).toEqual(new Set([200]));
    const bytesEach = ((after - before) * 2 ** 20) / IDLE;
    console.log(`an idle connection: ${Math.round(bytesEach)} bytes (${before.toFixed(0)} to ${after.toFixed(0)} MiB)`);
    expect(bytesEach).toBeLessThan(MAX_BYTES_EACH);

    for (const connection of [...idle, ...active]) connection.close();
    expect(await portico.stop()).toBe(0);
  },
  60_000,
);

test('more connections than the server may have open: those beyond are closed, the others are served', async () => {
  const portico = await startPortico(['--no-sample'], { maxOpenFiles: 256 });
  const health = get('/_portico/health');
  const connections: HttpConnection[] = [];
  for (let count = 0; count < 300; count++) connections.push(await HttpConnection.open(portico.port));
  const answers = await Promise.all(connections.map((each) => each.ask(health)));
  const served = answers.filter((answer) => answer?.status === 200).length;
  expect(served).toBe(128);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(300 - served);
  for (const connection of connections) connection.close();
  expect((await fetch(`${portico.url}/_portico/health`)).status).toBe(200);
  expect(await portico.stop()).toBe(0);
}, 30_000);
