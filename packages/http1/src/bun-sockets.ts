/// <reference types="bun" />
import type {
  ByteListener,
  ByteSocket,
  ByteSocketEvents,
  ConnectEvents,
  ConnectOptions,
  ListenOptions,
} from './byte-socket.ts';
import { connectOnNode } from './node-sockets.ts';
import { plainAddress } from './plain-address.ts';

type Socket = Bun.Socket<BunByteSocket>;

/** Listens by `Bun.listen`. */
export async function listenOnBun(
  { host, port, tls, reusePort = false }: ListenOptions,
  accept: (socket: ByteSocket) => ByteSocketEvents,
): Promise<ByteListener> {
  const listener = Bun.listen<BunByteSocket>({
    hostname: host,
    port,
    allowHalfOpen: true,
    // Bun's types of a listener lack `reusePort`; without it, not being exclusive shares nothing.
    ...(reusePort ? { reusePort } : { exclusive: true }),
    ...(tls === undefined ? {} : { tls }),
    socket: socketHandler((socket) => {
      const own = new BunByteSocket(socket);
      socket.data = own;
      own.events = accept(own);
    }),
  });
  return {
    port: listener.port,
    async stop() {
      listener.stop();
    },
  };
}

/** Connects by `Bun.connect`; with TLS by `node:tls`, whose verification of names is the proven one. */
export function connectOnBun(options: ConnectOptions, events: ConnectEvents): () => void {
  if (options.tls !== undefined) return connectOnNode(options, events);
  let isGivenUp = false;
  const failed = (): void => {
    if (!isGivenUp) events.failed(false);
    isGivenUp = true;
  };
  Bun.connect<BunByteSocket>({
    hostname: options.host,
    port: options.port,
    allowHalfOpen: true,
    socket: {
      ...socketHandler((socket) => {
        const own = new BunByteSocket(socket);
        socket.data = own;
        if (isGivenUp) own.destroy();
        else own.events = events.opened(own);
      }),
      connectError: failed,
    },
  }).catch(failed);
  return () => {
    isGivenUp = true;
  };
}

/** Bun's sockets keep nothing that they could not send, so that is done here. */
class BunByteSocket implements ByteSocket {
  events: ByteSocketEvents | undefined;
  waitingBytes = 0;
  readonly #socket: Socket;
  readonly #waiting: Uint8Array[] = [];
  #ending = false;
  #isClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get remoteAddress(): string {
    return plainAddress(this.#socket.remoteAddress ?? '');
  }

  write(octets: Uint8Array): void {
    const sent = this.#send(octets, 0, octets.length);
    if (sent < octets.length) this.#keep(octets.subarray(sent));
  }

  writeFrom(room: Uint8Array, start: number, end: number): void {
    const sent = this.#send(room, start, end - start);
    if (start + sent < end) this.#keep(Buffer.from(room.subarray(start + sent, end)));
  }

  /** @returns how many octets need no more care */
  #send(octets: Uint8Array, start: number, length: number): number {
    if (this.#isClosed) return length;
    return this.waitingBytes === 0 ? Math.max(0, this.#socket.write(octets, start, length)) : 0;
  }

  #keep(rest: Uint8Array): void {
    this.#waiting.push(rest);
    this.waitingBytes += rest.length;
  }

  pause(): void {
    if (!this.#isClosed) this.#socket.pause();
  }

  resume(): void {
    if (!this.#isClosed) this.#socket.resume();
  }

  end(): void {
    if (this.#ending || this.#isClosed) return;
    this.#ending = true;
    if (this.waitingBytes === 0) this.#socket.shutdown();
  }

  destroy(): void {
    if (this.#isClosed) return;
    this.#socket.end();
    this.closed(undefined);
  }

  keepProcess(keep: boolean): void {
    if (keep) this.#socket.ref();
    else this.#socket.unref();
  }

  /** The socket takes octets again. Bun says so at other times too. */
  writable(): void {
    if (this.waitingBytes === 0) return;
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined) break;
      const sent = Math.max(0, this.#socket.write(first));
      this.waitingBytes -= sent;
      if (sent < first.length) {
        this.#waiting[0] = first.subarray(sent);
        return;
      }
      this.#waiting.shift();
    }
    if (this.#ending) this.#socket.shutdown();
    this.events?.drained();
  }

  closed(code: string | undefined): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.waitingBytes = 0;
    this.events?.closed(code);
  }
}

function socketHandler(opened: (socket: Socket) => void): Bun.SocketHandler<BunByteSocket> {
  return {
    open: opened,
    data: (socket, octets) => socket.data.events?.received(octets),
    drain: (socket) => socket.data.writable(),
    end: (socket) => socket.data.events?.ended(),
    close: (socket, error) => socket.data?.closed(codeOf(error)),
    error: (socket, error) => socket.data?.closed(codeOf(error)),
  };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : 'UNKNOWN';
}
