import { describe, expect, test } from 'bun:test';
import { listenOnBun } from './bun-sockets.ts';
import type { ByteSocket, ByteSocketEvents, ListenForBytes } from './byte-socket.ts';
import { connectForBytes } from './byte-sockets.ts';
import { listenOnNode } from './node-sockets.ts';

const BUN: readonly [string, ListenForBytes] = ['Bun.listen', listenOnBun];
const NODE: readonly [string, ListenForBytes] = ['node:net', listenOnNode];

const SILENT: ByteSocketEvents = { received() {}, drained() {}, ended() {}, closed() {} };

function connectOnce(port: number): Promise<ByteSocket> {
  return new Promise((resolve, reject) => {
    connectForBytes(
      { host: '127.0.0.1', port },
      {
        opened(socket) {
          resolve(socket);
          return SILENT;
        },
        failed: () => reject(new Error('no connection')),
      },
    );
  });
}

describe.each(typeof Bun === 'undefined' ? [NODE] : [BUN, NODE])('%s', (_name, listenForBytes) => {
  test('listeners that share a port share its connections; one that does not share it gets none', async () => {
    const taken = [0, 0];
    const listen = (at: number, port: number) =>
      listenForBytes({ host: '127.0.0.1', port, reusePort: true }, (socket) => {
        taken[at] = (taken[at] ?? 0) + 1;
        queueMicrotask(() => socket.destroy());
        return SILENT;
      });
    const first = await listen(0, 0);
    const second = await listen(1, first.port);
    expect(second.port).toBe(first.port);
    const alone = listenForBytes({ host: '127.0.0.1', port: first.port }, () => SILENT);
    expect(await alone.catch((error: { code?: unknown }) => error.code)).toBe('EADDRINUSE');
    for (let count = 0; count < 64; count++) (await connectOnce(first.port)).destroy();
    const deadline = Date.now() + 2000;
    while ((taken[0] ?? 0) + (taken[1] ?? 0) < 64 && Date.now() < deadline) await new Promise((r) => setTimeout(r, 10));
    expect((taken[0] ?? 0) + (taken[1] ?? 0)).toBe(64);
    expect(Math.min(...taken)).toBeGreaterThan(5);
    await first.stop();
    await second.stop();
  });
});
