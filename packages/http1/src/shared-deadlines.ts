/** How far apart deadlines may be that are looked at together. */
const SLOT_IN_MILLIS = 20;

/**
 * Deadlines by the thousand: setting one is an entry in a set, and one timer serves all that fall into the same 20 ms. None expires
 * early; each does at most that much late.
 */
export class SharedDeadlines {
  readonly #slots: Map<number, Slot> = new Map();

  /** @param expired called once, unless the deadline is dropped before */
  set(inMillis: number, expired: () => void): Deadline {
    const number = Math.ceil((performance.now() + inMillis) / SLOT_IN_MILLIS);
    let slot = this.#slots.get(number);
    if (slot === undefined) {
      slot = this.#open(number);
      this.#slots.set(number, slot);
    }
    slot.waiting.add(expired);
    return { slot, expired };
  }

  drop({ slot, expired }: Deadline): void {
    slot.waiting.delete(expired);
  }

  #open(number: number): Slot {
    const waiting = new Set<() => void>();
    const expire = (): void => {
      this.#slots.delete(number);
      for (const expired of waiting) expired();
    };
    const timer = setTimeout(expire, Math.ceil(number * SLOT_IN_MILLIS - performance.now()));
    timer.unref();
    return { waiting };
  }
}

interface Slot {
  readonly waiting: Set<() => void>;
}

export interface Deadline {
  readonly slot: Slot;
  readonly expired: () => void;
}
