import type { ByteSocket, ByteSocketEvents } from './byte-socket.ts';
import type { OutputRounds } from './output-buffer.ts';

/** Without an event loop a round is over at once. */
export const AT_ONCE: OutputRounds = { afterRound: (task) => task(), maxWaitInMillis: 0 };

/** A socket without a network, for tests: what is written is kept, what arrives is given by the test. */
export class MemorySocket implements ByteSocket {
  readonly remoteAddress: string = '192.0.2.1';
  waitingBytes = 0;
  events: ByteSocketEvents | undefined;
  /** Ended or destroyed from our side. */
  isEnded = false;
  isDestroyed = false;
  isPaused = false;
  writes = 0;
  /** Nobody reads: what is written waits. */
  isStuck = false;
  #sent: Buffer[] = [];

  write(octets: Uint8Array): void {
    if (this.isDestroyed || this.isEnded) throw new Error('written after the end');
    this.writes++;
    this.#sent.push(Buffer.from(octets.buffer, octets.byteOffset, octets.length));
    if (this.isStuck) this.waitingBytes += octets.length;
  }

  writeFrom(room: Uint8Array, start: number, end: number): void {
    if (!this.isDestroyed) this.write(Uint8Array.from(room.subarray(start, end)));
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.events?.closed(undefined);
  }

  keepProcess(): void {}

  /** The reader takes all. */
  drain(): void {
    this.isStuck = false;
    this.waitingBytes = 0;
    this.events?.drained();
  }

  /** Everything written so far, as Latin-1. */
  get sent(): string {
    const all = Buffer.concat(this.#sent);
    this.#sent = [all];
    return all.toString('latin1');
  }
}
