/** What may take too long. */
export interface Expiring {
  /** On the clock of `performance.now`; `Infinity` while nothing is waited for. */
  readonly deadline: number;
  /** The deadline has passed: it has to leave, or to get another one. */
  expire(): void;
}

/** How far apart deadlines may be that are looked at together. */
const SLOT_IN_MILLIS = 20;

/**
 * Deadlines by the thousand: setting and dropping one is an assignment, and one timer, for the next of all, serves them. None expires
 * early; each does at most 20 ms late.
 */
export class Deadlines {
  readonly #members: Set<Expiring> = new Set();
  #nextLook = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  add(member: Expiring): void {
    this.#members.add(member);
  }

  delete(member: Expiring): void {
    this.#members.delete(member);
  }

  /** To be told of each deadline that a member gets. */
  watch(deadline: number): void {
    if (deadline >= this.#nextLook) return;
    clearTimeout(this.#timer);
    this.#nextLook = deadline;
    // A millisecond more: timers may be that much early.
    this.#timer = setTimeout(() => this.#look(), Math.ceil(deadline - performance.now()) + 1);
    this.#timer.unref();
  }

  #look(): void {
    const now = performance.now();
    this.#nextLook = Number.POSITIVE_INFINITY;
    let next = Number.POSITIVE_INFINITY;
    for (const member of this.#members) {
      if (member.deadline <= now) member.expire();
      else if (member.deadline < next) next = member.deadline;
    }
    if (next !== Number.POSITIVE_INFINITY) this.watch(Math.max(next, now + SLOT_IN_MILLIS));
  }
}
