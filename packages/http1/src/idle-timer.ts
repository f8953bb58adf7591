/** Expires when nothing has moved for a time. A touch costs a look at the clock: the timer itself runs on and is set again. */
export class IdleTimer {
  /** Whether we are the ones who are waited for; then it does not expire. */
  heldUp: () => boolean = () => false;
  readonly #millis: number;
  readonly #expired: () => void;
  #touchedAt: number;
  #timer: ReturnType<typeof setTimeout>;

  constructor(millis: number, expired: () => void) {
    this.#millis = millis;
    this.#expired = expired;
    this.#touchedAt = performance.now();
    this.#timer = setTimeout(() => this.#check(), millis);
  }

  touch(): void {
    this.#touchedAt = performance.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #check(): void {
    const leftInMillis = this.heldUp() ? this.#millis : this.#touchedAt + this.#millis - performance.now();
    if (leftInMillis <= 0) this.#expired();
    else this.#timer = setTimeout(() => this.#check(), leftInMillis);
  }
}
