/** What Bun calls when something happens to a socket. */
interface SocketHandler {
  open(socket: MemorySocket): void;
  data(socket: MemorySocket, octets: Buffer): void;
}

/** A socket without a system behind it: what is written is counted and gone. */
class MemorySocket {
  readonly remoteAddress = '127.0.0.1';
  /** Bun's place for what belongs to the program. */
  data: unknown;
  last: Buffer = Buffer.alloc(0);
  readonly #written: (socket: MemorySocket) => void;

  constructor(written: (socket: MemorySocket) => void) {
    this.#written = written;
  }

  write(octets: Uint8Array, offset = 0, length: number = octets.length - offset): number {
    this.last = Buffer.from(octets.buffer, octets.byteOffset + offset, length);
    this.#written(this);
    return length;
  }

  end(): void {}
  shutdown(): void {}
  pause(): void {}
  resume(): void {}
  ref(): void {}
  unref(): void {}
}

export interface MemoryTransport {
  /** Sends each of the connections the request, and waits until all are answered. */
  round(request: Buffer): Promise<void>;
  /** The answer that the first connection got, as it is in the server's buffer. */
  lastAnswer(): string;
}

/**
 * Puts sockets in memory in the place of `Bun.listen` and `Bun.connect`, so that what a server does can be measured without a kernel.
 * To be called before the server starts.
 * @param backendAnswer what everything answers that the server connects to
 */
export function memoryTransport(connections: number, backendAnswer: string): MemoryTransport {
  let handler: SocketHandler | undefined;
  let clients: readonly MemorySocket[] | undefined;
  let answered = 0;
  const asked: (() => void)[] = [];
  const answer = Buffer.from(backendAnswer);

  Object.assign(Bun, {
    listen(options: { readonly port: number; readonly socket: SocketHandler }) {
      handler = options.socket;
      return { port: options.port, stop() {}, ref() {}, unref() {} };
    },
    async connect({ socket: backend }: { readonly socket: SocketHandler }) {
      const socket = new MemorySocket(() => asked.push(() => backend.data(socket, Buffer.from(answer))));
      await Promise.resolve();
      backend.open(socket);
      return socket;
    },
  });

  function open(): readonly MemorySocket[] {
    return Array.from({ length: connections }, () => {
      const socket = new MemorySocket(() => answered++);
      handler?.open(socket);
      return socket;
    });
  }

  return {
    async round(request) {
      clients ??= open();
      const wanted = answered + connections;
      for (const client of clients) handler?.data(client, Buffer.from(request));
      do {
        await new Promise((resolve) => setImmediate(resolve));
        for (const respond of asked.splice(0)) respond();
      } while (answered < wanted);
    },
    lastAnswer: () => clients?.[0]?.last.toString('latin1') ?? '',
  };
}
