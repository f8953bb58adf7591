import type { ByteSocket, ByteSocketEvents, HttpTakeover } from '@portico/http1';
import { connectForBytes } from '@portico/http1';
import type { MainProcess } from './messages.ts';
import { preface } from './preface.ts';

/** Connections of this worker that the main process serves: their octets go there and back. */
export interface Tunnels extends HttpTakeover {
  readonly open: number;
  /** Resolves when all have ended. Those on which nothing came for a while are ended, once what was asked is answered. */
  drain(deadlineInMillis: number): Promise<void>;
}

/** Beyond this one side waits for the other. */
const MAX_WAITING_BYTES = 64 * 1024;
/** A connection on which nothing has come for this long sends no request right now. */
const QUIET_IN_MILLIS = 500;
/** How long a reader that reads nothing keeps the end of an answer. */
const LINGER_IN_MILLIS = 30_000;

/** @param maxTunnels connections beyond are closed: each takes two descriptors */
export function createTunnels(main: MainProcess, maxTunnels: number): Tunnels {
  const tunnels = new Set<Tunnel>();
  return {
    get open() {
      return tunnels.size;
    },
    takeOver(client, octets) {
      const tunnel = new Tunnel(client, Buffer.concat([preface(main.secret, client.remoteAddress), octets]), () =>
        tunnels.delete(tunnel),
      );
      tunnels.add(tunnel);
      if (tunnels.size > maxTunnels) {
        queueMicrotask(() => client.destroy());
        return tunnel.clientEvents;
      }
      connectForBytes(
        { host: '127.0.0.1', port: main.port },
        {
          opened: (socket) => tunnel.opened(socket),
          failed: () => client.destroy(),
        },
      );
      return tunnel.clientEvents;
    },
    async drain(deadlineInMillis) {
      const deadline = performance.now() + deadlineInMillis;
      while (tunnels.size > 0 && performance.now() < deadline) {
        for (const tunnel of tunnels) tunnel.endIfQuiet();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      for (const tunnel of tunnels) tunnel.destroy();
    },
  };
}

class Tunnel {
  readonly clientEvents: ByteSocketEvents;
  readonly #client: ByteSocket;
  readonly #forget: () => void;
  #main: ByteSocket | undefined;
  #first: Buffer;
  #lastReceived: number = performance.now();
  #clientEnded = false;
  #isClientClosed = false;
  #isMainClosed = false;

  constructor(client: ByteSocket, first: Buffer, forget: () => void) {
    this.#client = client;
    this.#first = first;
    this.#forget = forget;
    this.clientEvents = {
      received: (octets) => this.#receivedFromClient(octets),
      drained: () => this.#clientDrained(),
      ended: () => {
        this.#clientEnded = true;
        this.#main?.end();
      },
      closed: () => {
        this.#isClientClosed = true;
        this.#forget();
        this.#main?.destroy();
      },
    };
  }

  opened(main: ByteSocket): ByteSocketEvents {
    this.#main = main;
    // The socket's events find their receiver before anything is written.
    queueMicrotask(() => {
      if (this.#isClientClosed) {
        main.destroy();
        return;
      }
      main.write(this.#first);
      this.#first = NOTHING;
      if (this.#clientEnded) main.end();
      else this.#client.resume();
    });
    return {
      received: (octets) => {
        this.#client.write(octets);
        if (this.#client.waitingBytes > MAX_WAITING_BYTES) main.pause();
      },
      drained: () => this.#client.resume(),
      ended: () => this.#client.end(),
      closed: () => {
        this.#isMainClosed = true;
        if (this.#client.waitingBytes === 0) this.#client.destroy();
        else setTimeout(() => this.#client.destroy(), LINGER_IN_MILLIS).unref();
      },
    };
  }

  /** Tells the main process that no further request comes, if none seems to be on its way. */
  endIfQuiet(): void {
    if (this.#clientEnded || performance.now() - this.#lastReceived < QUIET_IN_MILLIS) return;
    this.#clientEnded = true;
    this.#main?.end();
  }

  destroy(): void {
    this.#client.destroy();
  }

  #receivedFromClient(octets: Buffer): void {
    this.#lastReceived = performance.now();
    if (this.#clientEnded) return;
    if (this.#main === undefined) {
      this.#first = Buffer.concat([this.#first, octets]);
      this.#client.pause();
      return;
    }
    this.#main.write(octets);
    if (this.#main.waitingBytes > MAX_WAITING_BYTES) this.#client.pause();
  }

  #clientDrained(): void {
    if (this.#isMainClosed) this.#client.destroy();
    else this.#main?.resume();
  }
}

const NOTHING: Buffer = Buffer.alloc(0);
