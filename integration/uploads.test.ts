import { afterAll, describe, expect, test } from 'bun:test';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { get, HttpConnection } from './http-connection.ts';
import { cleanUp, startPortico } from './portico.ts';
import { RUNTIMES } from './runtimes.ts';
import { residentMebibytes } from './server-process.ts';

afterAll(cleanUp, 30_000);

const MIB = 1024 * 1024;
const PIECE = Buffer.alloc(MIB, 'x');
const UPLOADS = 48;
/** Held up at 128 MiB (docs/workers.md), and what buffers that grow leave behind; all of the uploads would be 432 and more. */
const MAX_GROWTH_MEBIBYTES = 320;

describe.each(RUNTIMES.map((runtime) => [runtime] as const))('uploads on %s', (runtime) => {
  test(`${UPLOADS} at once that stop before their end: memory is bounded, others are served, and afterwards all is as before`, async () => {
    const portico = await startPortico([], { runtime });
    const prediction = get('/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101,131,162');
    const other = await HttpConnection.open(portico.port);
    for (let i = 0; i < 50; i++) await other.ask(prediction);
    const before = residentMebibytes(portico.pid);
    let memory = before;
    const watching = setInterval(() => {
      memory = Math.max(memory, residentMebibytes(portico.pid));
    }, 20);

    const open = (): Socket => connect({ host: '127.0.0.1', port: portico.port, noDelay: true });
    const oldest = open();
    const others = Array.from({ length: UPLOADS - 1 }, open);
    const begun = [oldest, ...others].map((socket) => send(socket, 9, HEAD).catch(() => {})); // most leave before
    const stillSending = await Promise.race([Promise.all(begun).then(() => false), Bun.sleep(1500).then(() => true)]);
    const millis: number[] = [];
    for (let i = 0; i < 200; i++) {
      const from = performance.now();
      expect((await other.ask(prediction))?.status).toBe(200);
      millis.push(performance.now() - from);
    }

    clearInterval(watching);
    const slowest = Math.max(...millis);
    console.log(
      `${runtime}: memory ${before.toFixed(0)} to ${memory.toFixed(0)} MiB; beside them, an answer took ${slowest.toFixed(0)} ms at most`,
    );
    expect(stillSending).toBe(true);
    expect(memory - before).toBeLessThan(MAX_GROWTH_MEBIBYTES);
    expect(slowest).toBeLessThan(2000);
    // The oldest may come to its end; the others leave.
    for (const upload of others) upload.destroy();
    const next = open();
    const statuses = Promise.all([oldest, next].map(statusOf));
    await Promise.all([begun[0]?.then(() => send(oldest, 1)), send(next, 10, HEAD)]);
    expect(await statuses).toEqual(['403', '403']);
    other.close();
    expect(await portico.stop()).toBe(0);
  }, 60_000);
});

async function statusOf(socket: Socket): Promise<string> {
  const [octets] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return octets.toString('latin1', 9, 12);
}

/** Nothing is at this path, which is found out when the body is there. */
const HEAD = `POST /restapis/ratings/test/_user_request_/nothing HTTP/1.1\r\nHost: a\r\nContent-Length: ${10 * MIB}\r\n\r\n`;

/** Resolves when the system has taken all, which it does not while the server does not read. */
async function send(socket: Socket, mebibytes: number, head = ''): Promise<void> {
  socket.write(head);
  for (let sent = 0; sent < mebibytes; sent++) {
    await new Promise<void>((resolve, reject) =>
      socket.write(PIECE, (failure) => (failure ? reject(failure) : resolve())),
    );
  }
}
