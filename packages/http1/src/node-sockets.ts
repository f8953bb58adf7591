import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ByteListener, ByteSocket, ByteSocketEvents, ListenOptions } from './byte-socket.ts';
import { plainAddress } from './plain-address.ts';

/** A `node:net` or `node:tls` socket as a `ByteSocket`. It must allow half-open connections. */
export class NodeByteSocket implements ByteSocket {
  readonly #socket: Socket;
  #code: string | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get remoteAddress(): string {
    return plainAddress(this.#socket.remoteAddress ?? '');
  }

  get waitingBytes(): number {
    return this.#socket.writableLength;
  }

  write(octets: Uint8Array, reusable: boolean): void {
    // The kernel may take it later, so what will be overwritten is copied.
    if (this.#socket.writable) this.#socket.write(reusable ? Buffer.from(octets) : octets);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Events go to `events` from now on. */
  attach(events: ByteSocketEvents): void {
    const socket = this.#socket;
    let isClosed = false;
    socket.on('data', (octets: Buffer) => {
      if (!isClosed) events.received(octets);
    });
    socket.on('drain', () => events.drained());
    socket.on('end', () => {
      if (!isClosed) events.ended();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#code = error.code ?? 'UNKNOWN';
    });
    socket.on('close', () => {
      isClosed = true;
      events.closed(this.#code);
    });
  }
}

/** Listens by `node:net` or `node:tls`. */
export function listenOnNode(
  { host, port, tls, reusePort = false }: ListenOptions,
  accept: (socket: ByteSocket) => ByteSocketEvents,
): Promise<ByteListener> {
  const connected = (socket: Socket): void => {
    const own = new NodeByteSocket(socket);
    own.attach(accept(own));
  };
  const options = { allowHalfOpen: true, noDelay: true };
  const server: Server =
    tls === undefined ? createServer(options, connected) : createTlsServer({ ...options, ...tls }, connected);
  // A handshake that fails concerns nobody else.
  server.on('tlsClientError', () => {});
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, reusePort }, () => {
      server.off('error', reject);
      server.on('error', () => {}); // of accepting one connection, such as EMFILE
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        async stop() {
          server.close();
        },
      });
    });
  });
}
