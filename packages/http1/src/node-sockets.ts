import type { Server, Socket } from 'node:net';
import { connect as connectPlain, createServer, isIP } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import type {
  ByteListener,
  ByteSocket,
  ByteSocketEvents,
  ConnectEvents,
  ConnectOptions,
  ListenOptions,
} from './byte-socket.ts';
import { plainAddress } from './plain-address.ts';

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

/** Connects by `node:net` or `node:tls`. */
export function connectOnNode({ host, port, tls }: ConnectOptions, events: ConnectEvents): () => void {
  const base = { host, port, allowHalfOpen: true, noDelay: true };
  const socket =
    tls === undefined
      ? connectPlain(base)
      : connectTls({
          ...base,
          rejectUnauthorized: !tls.insecureSkipVerification,
          ...(tls.ca === undefined ? {} : { ca: tls.ca }),
          // RFC 6066 section 3: no address as a server name.
          ...(isIP(host) === 0 ? { servername: host } : {}),
        });
  let reached = false;
  let isOpen = false;
  const failed = (): void => {
    if (isOpen) return;
    isOpen = true;
    socket.destroy();
    events.failed(reached);
  };
  socket.once('connect', () => {
    reached = true;
  });
  socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
    if (isOpen) return;
    isOpen = true;
    const own = new NodeByteSocket(socket);
    own.attach(events.opened(own));
  });
  socket.on('error', failed);
  socket.once('close', failed);
  return () => {
    isOpen = true;
    socket.destroy();
  };
}

/** A `node:net` or `node:tls` socket as a `ByteSocket`. It must allow half-open connections. */
class NodeByteSocket implements ByteSocket {
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

  write(octets: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(octets);
  }

  writeFrom(room: Uint8Array, start: number, end: number): void {
    // The kernel may take it later, so it is copied whole.
    if (this.#socket.writable) this.#socket.write(Buffer.from(room.subarray(start, end)));
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

  keepProcess(keep: boolean): void {
    if (keep) this.#socket.ref();
    else this.#socket.unref();
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
