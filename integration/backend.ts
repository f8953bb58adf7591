import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A backend that answers as it is told, over sockets: well or badly. */
export interface Backend {
  readonly port: number;
  /** Text of every request that came whole. */
  readonly requests: readonly string[];
  /** Open connections. */
  readonly open: number;
  close(): void;
}

/** @param answer called with each whole request; `nth` counts from 1 */
export async function startBackend(
  answer: (socket: Socket, request: string, nth: number) => void,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Backend> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const connected = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let pending = '';
    socket.on('data', (octets) => {
      pending += octets.toString('latin1');
      const end = pending.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(pending)?.[1] ?? 0);
      if (end === -1 || pending.length < end + 4 + length) return;
      const request = pending;
      pending = '';
      answer(socket, request, requests.push(request));
    });
  };
  const server: Server = tls === undefined ? createServer(connected) : createTlsServer(tls, connected);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    port: address.port,
    requests,
    get open() {
      return sockets.size;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const { port, close } = await startBackend(() => {});
  close();
  return port;
}
