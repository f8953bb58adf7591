import type { ByteListener, ByteSocket, ByteSocketEvents, HttpServer } from '@portico/http1';
import { listenForBytes } from '@portico/http1';
import { readPreface } from './preface.ts';

const PREFACE_TIMEOUT_IN_MILLIS = 5000;

/** Listens on loopback for the connections that workers hand over: `server` serves them as its own, with the client's address. */
export function listenForTunnels(server: HttpServer, secret: string): Promise<ByteListener> {
  return listenForBytes({ host: '127.0.0.1', port: 0 }, (socket) => new TunnelEnd(server, secret, socket));
}

class TunnelEnd implements ByteSocketEvents {
  readonly #server: HttpServer;
  readonly #secret: string;
  readonly #socket: ByteSocket;
  readonly #timer: ReturnType<typeof setTimeout>;
  #octets: Buffer = Buffer.alloc(0);
  #events: ByteSocketEvents | undefined;

  constructor(server: HttpServer, secret: string, socket: ByteSocket) {
    this.#server = server;
    this.#secret = secret;
    this.#socket = socket;
    this.#timer = setTimeout(() => socket.destroy(), PREFACE_TIMEOUT_IN_MILLIS);
    this.#timer.unref();
  }

  received(octets: Buffer): void {
    if (this.#events !== undefined) {
      this.#events.received(octets);
      return;
    }
    this.#octets = Buffer.concat([this.#octets, octets]);
    const read = readPreface(this.#secret, this.#octets);
    if (read === 'incomplete') return;
    clearTimeout(this.#timer);
    if (read === 'refused') {
      this.#socket.destroy();
      return;
    }
    this.#octets = Buffer.alloc(0);
    this.#events = this.#server.accept(new AddressedSocket(this.#socket, read.remoteAddress));
    if (read.rest.length > 0) this.#events.received(read.rest);
  }

  drained(): void {
    this.#events?.drained();
  }

  ended(): void {
    if (this.#events === undefined) this.#socket.destroy();
    else this.#events.ended();
  }

  closed(code: string | undefined): void {
    clearTimeout(this.#timer);
    this.#events?.closed(code);
  }
}

/** A socket that speaks for another peer than its own. */
class AddressedSocket implements ByteSocket {
  readonly remoteAddress: string;
  readonly #socket: ByteSocket;

  constructor(socket: ByteSocket, remoteAddress: string) {
    this.#socket = socket;
    this.remoteAddress = remoteAddress;
  }

  get waitingBytes(): number {
    return this.#socket.waitingBytes;
  }

  write(octets: Uint8Array): void {
    this.#socket.write(octets);
  }

  writeFrom(room: Uint8Array, start: number, end: number): void {
    this.#socket.writeFrom(room, start, end);
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
    this.#socket.keepProcess(keep);
  }
}
