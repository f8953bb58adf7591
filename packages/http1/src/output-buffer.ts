import type { ByteSocket } from './byte-socket.ts';

const ROOM_BYTES = 64 * 1024;
/** Beyond this a body is handed to the socket as it is: copying would cost more than a second write. */
const MAX_COPIED_BYTES = 16 * 1024;

/**
 * Gathers what a connection sends during one event into one write. The room is shared by all connections of a server,
 * one after the other: who has put something in flushes before the event ends.
 */
export class OutputBuffer {
  readonly #room: Buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
  #length = 0;
  #socket: ByteSocket | undefined;

  text(socket: ByteSocket, latin1: string): void {
    this.#makeRoom(socket, latin1.length);
    if (latin1.length > ROOM_BYTES) socket.write(Buffer.from(latin1, 'latin1'));
    else this.#length += this.#room.write(latin1, this.#length, 'latin1');
  }

  octets(socket: ByteSocket, octets: Uint8Array): void {
    if (octets.length > MAX_COPIED_BYTES) {
      this.#makeRoom(socket, ROOM_BYTES);
      socket.write(octets);
      return;
    }
    this.#makeRoom(socket, octets.length);
    this.#room.set(octets, this.#length);
    this.#length += octets.length;
  }

  flush(): void {
    const socket = this.#socket;
    const length = this.#length;
    this.#socket = undefined;
    this.#length = 0;
    if (length > 0) socket?.writeFrom(this.#room, length);
  }

  /** A handler may make another connection speak meanwhile: what is there for one goes out before the other's. */
  #makeRoom(socket: ByteSocket, bytes: number): void {
    if ((this.#socket !== socket && this.#length > 0) || this.#length + bytes > ROOM_BYTES) this.flush();
    this.#socket = socket;
  }
}
