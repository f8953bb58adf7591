/** What may come ahead of its turn while a request is worked on; then the peer has to wait. */
export const MAX_QUEUED_BYTES: number = 64 * 1024;

/** Octets that came ahead of their turn. */
export class InputQueue {
  #pieces: Buffer[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get isFull(): boolean {
    return this.#bytes > MAX_QUEUED_BYTES;
  }

  push(octets: Buffer): void {
    this.#pieces.push(octets);
    this.#bytes += octets.length;
  }

  /** Everything, behind what is left of the input. */
  takeBehind(rest: Buffer): Buffer {
    const all = Buffer.concat([rest, ...this.#pieces]);
    this.clear();
    return all;
  }

  clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
  }
}
