/** Tells when more requests wait than this process can answer in time. */
export interface Backlog {
  /** Asked once for each request. @param nowInMillis epoch */
  isTooLong(nowInMillis: number): boolean;
}

export interface BacklogLimits {
  /** What waits longer than this is often given up by its sender: answering it would be work for nobody. */
  readonly maxBehindInMillis: number;
  /** Fewer requests than this are no overload: one of them takes long, or the system has let this process wait. */
  readonly minRequests: number;
}

const DEFAULT_LIMITS: BacklogLimits = { maxBehindInMillis: 2000, minRequests: 100 };
const TICK_IN_MILLIS = 100;

/**
 * Requests are taken in rounds: the event loop hands out all that have come, then timers have their turn. How late they are is how long
 * the last of a round has waited, at least. There is no other queue: what has not been read waits with the system, and its senders.
 */
export function createBacklog(limits: BacklogLimits = DEFAULT_LIMITS): Backlog {
  const { maxBehindInMillis, minRequests } = limits;
  let tickedAt = 0;
  let requests = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick(): void {
    if (requests === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    tickedAt = Date.now();
    requests = 0;
  }

  return {
    isTooLong(nowInMillis) {
      if (timer === undefined) {
        timer = setInterval(tick, TICK_IN_MILLIS);
        timer.unref();
        tickedAt = nowInMillis;
      }
      requests++;
      return nowInMillis - tickedAt > maxBehindInMillis && requests > minRequests;
    },
  };
}
