import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { randomCuts } from './random-cuts.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

/** A backend for tests, that does as it is told. */
export interface Backend {
  readonly port: number;
  /** What each connection has received. */
  readonly connections: string[];
  close(): void;
}

/** `serve` is called with each request's text, cut at the end of its head or body. */
export async function scriptedBackend(
  serve: (socket: Socket, request: string, nth: number) => void,
  tls = false,
): Promise<Backend> {
  const connections: string[] = [];
  const sockets = new Set<Socket>();
  let requests = 0;
  const connected = (socket: Socket): void => {
    const index = connections.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => {});
    let pending = '';
    socket.on('data', (octets) => {
      connections[index] += octets.toString('latin1');
      pending += octets.toString('latin1');
      const end = pending.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(pending)?.[1] ?? 0);
      if (end === -1 || pending.length < end + 4 + length) return;
      const request = pending;
      pending = '';
      serve(socket, request, ++requests);
    });
  };
  const server: Server = tls ? createTlsServer({ ...TEST_CERTIFICATE }, connected) : createServer(connected);
  server.on('tlsClientError', () => {});
  // 127.0.0.2 too: an address that the certificate does not name.
  await new Promise<void>((resolve) => server.listen(0, tls ? '0.0.0.0' : '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    port: address.port,
    connections,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Writes a script: `<END>` ends the connection, `<RESET>` resets it. */
export async function play(socket: Socket, script: string, drip: boolean): Promise<void> {
  for (const part of script.split(/(<END>|<RESET>)/)) {
    if (part === '<END>') socket.end();
    else if (part === '<RESET>') {
      await new Promise((resolve) => setTimeout(resolve, 20)); // what was written before is read before
      socket.resetAndDestroy();
    } else if (drip && part.length < 500) {
      for (const piece of randomCuts(Buffer.from(part, 'latin1'), 9, part.length)) {
        if (socket.destroyed) return;
        socket.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } else socket.write(part, 'latin1');
  }
}
