import { constants } from 'node:os';
import { CliError } from '../cli-error.ts';

export interface Interruption extends Disposable {
  /** @throws CliError with 128 + the signal once somebody has asked to stop. */
  check(): void;
}

/** Turns INT, TERM and HUP into an error at the next check, so that work ends where nothing is half done. */
export function watchInterruption(): Interruption {
  let received: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | undefined;
  const note = (signal: NodeJS.Signals): void => {
    if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP') received = signal;
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, note);
  return {
    check() {
      if (received !== undefined)
        throw new CliError('stopped; nothing was written.', 128 + constants.signals[received]);
    },
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, note);
    },
  };
}
