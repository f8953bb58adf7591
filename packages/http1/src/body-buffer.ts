/**
 * Collects a body whose pieces come one by one. Room grows with what has come, never with what was announced; a body
 * in one piece is not copied.
 */
export class BodyBuffer {
  length = 0;
  #only: Uint8Array | undefined;
  #room: Buffer | undefined;

  /** Takes a piece over: it must not change afterwards. */
  append(piece: Uint8Array): void {
    if (this.length === 0) {
      this.#only = piece;
      this.length = piece.length;
      return;
    }
    const length = this.length + piece.length;
    let room = this.#room;
    if (room === undefined || room.length < length) {
      const larger = Buffer.allocUnsafe(Math.max(length, Math.min(length * 2, length + MAX_GROWTH_BYTES), MIN_BYTES));
      larger.set(room === undefined ? (this.#only ?? EMPTY) : room.subarray(0, this.length));
      room = larger;
      this.#room = larger;
      this.#only = undefined;
    }
    room.set(piece, this.length);
    this.length = length;
  }

  /** Octets of memory; room for more counts. */
  get heldBytes(): number {
    return this.#room?.length ?? this.length;
  }

  /** The body; the buffer is empty afterwards. */
  take(): Uint8Array {
    const body = this.#only ?? this.#room?.subarray(0, this.length) ?? EMPTY;
    this.length = 0;
    this.#only = undefined;
    this.#room = undefined;
    return body;
  }
}

const EMPTY = new Uint8Array(0);
const MIN_BYTES = 4096;
const MAX_GROWTH_BYTES = 4 * 1024 * 1024;
