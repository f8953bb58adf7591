/** The body of one request after the other of a connection, as far as it is in memory. */
export class HeldBody {
  /** Octets that its budget counts. */
  bytes = 0;
  isWhole = false;
  isWaiting = false;
  /** Has waited for others, so its sender is not to blame for the time it took. */
  wasHeldUp = false;
  /** Whether its connection is to be read follows from `isWaiting`, which has changed. */
  readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }
}

/**
 * The memory that request bodies of all connections of a server may take together, while they come in and until they are answered.
 * When half of it is taken, all that are not done have to wait (their connections are not read); when all of it is, whoever wants more
 * is refused. The oldest of those that come in goes on regardless where all the memory is theirs: otherwise each would wait for the
 * rest. It has its time-out, so a slow one is in the way of the others only for so long.
 */
export class BodyBudget {
  /** Counted octets; above `maxBytes` by the one body that goes on regardless. */
  heldBytes = 0;
  readonly #maxBytes: number;
  /** Of whole bodies: those are given back without further octets. */
  #wholeBytes = 0;
  /** That come in, the oldest first. */
  readonly #growing: Set<HeldBody> = new Set();
  readonly #waiting: Set<HeldBody> = new Set();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @param bytes that the body takes now, not less than before
   * @returns false when it is refused: what it holds is to be released
   */
  hold(body: HeldBody, bytes: number, isWhole: boolean): boolean {
    if (bytes === 0) return true;
    const heldBytes = this.heldBytes + bytes - body.bytes;
    const goesOnRegardless = this.#wholeBytes === 0 && (this.#oldest ?? body) === body;
    if (heldBytes > this.#maxBytes && !goesOnRegardless) return false;
    this.heldBytes = heldBytes;
    body.bytes = bytes;
    if (isWhole) {
      this.#leave(body);
      this.#wholeBytes += bytes;
      body.isWhole = true;
    } else this.#growing.add(body);
    if (heldBytes > this.#maxBytes / 2) this.#holdUp(this.#wholeBytes === 0 ? this.#oldest : undefined);
    return true;
  }

  /** The body is answered, or given up. */
  release(body: HeldBody): void {
    if (body.bytes === 0) return;
    this.heldBytes -= body.bytes;
    if (body.isWhole) this.#wholeBytes -= body.bytes;
    this.#leave(body);
    body.bytes = 0;
    body.isWhole = false;
    body.wasHeldUp = false;
    this.letGoOn();
  }

  /** Lets as many go on as there is room for; asked from time to time too, since who goes on need not take its room. */
  letGoOn(): void {
    if (this.#waiting.size === 0) return;
    const oldest = this.#oldest;
    if (oldest?.isWaiting && this.#wholeBytes === 0) this.#wake(oldest);
    let room = this.#maxBytes / 2 - this.heldBytes;
    for (const body of this.#waiting) {
      if (room <= 0) return;
      room -= Math.max(body.bytes, MAX_READ_BYTES); // a buffer that is full doubles
      this.#wake(body);
    }
  }

  get #oldest(): HeldBody | undefined {
    return this.#growing.values().next().value;
  }

  /** It comes in no longer. */
  #leave(body: HeldBody): void {
    this.#growing.delete(body);
    this.#waiting.delete(body);
    body.isWaiting = false;
  }

  #holdUp(except: HeldBody | undefined): void {
    if (this.#growing.size - this.#waiting.size <= (except?.isWaiting === false ? 1 : 0)) return;
    for (const body of this.#growing) {
      if (body === except || body.isWaiting) continue;
      this.#waiting.add(body);
      body.isWaiting = true;
      body.wasHeldUp = true;
      body.changed();
    }
  }

  #wake(body: HeldBody): void {
    this.#waiting.delete(body);
    body.isWaiting = false;
    body.changed();
  }
}

/** What one read of a socket brings at most: Bun's. */
const MAX_READ_BYTES = 512 * 1024;
