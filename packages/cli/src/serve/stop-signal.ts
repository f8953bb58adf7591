import { constants } from 'node:os';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl+C reaches every process of the terminal, and the launcher passes it on as well where it could not become this
 * process: the same press may arrive twice, a few milliseconds apart.
 */
const SAME_PRESS_IN_MILLIS = 300;

/** Resolves at the first signal that asks to stop. A later one ends the process at once, with 128 + the signal. */
export function awaitStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        firstAt ??= performance.now();
        if (performance.now() - firstAt > SAME_PRESS_IN_MILLIS) process.exit(128 + constants.signals[signal]);
        resolve();
      });
    }
  });
}
