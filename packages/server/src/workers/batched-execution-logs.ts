import type { ExecutionLogSink } from '@portico/gateway';
import type { ExecutionLogEntry } from './messages.ts';

/** Execution logs on their way to the main process: batches, one at a time, so that what waits is known and bounded. */
export interface BatchedExecutionLogs extends ExecutionLogSink {
  /** The last batch has arrived. */
  arrived(): void;
  /** Resolves when nothing waits any more. */
  flushed(): Promise<void>;
}

/** How long an entry waits for others. */
const BATCH_IN_MILLIS = 20;
const MAX_BATCH = 500;
/** Entries that wait while the main process is behind: those that come then are lost, and counted. */
const MAX_WAITING = 20_000;

export function batchedExecutionLogs(
  send: (entries: readonly ExecutionLogEntry[]) => void,
  reportLost: (entries: number) => void,
): BatchedExecutionLogs {
  let waiting: ExecutionLogEntry[] = [];
  let isUnderWay = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lost = 0;
  const idle: (() => void)[] = [];

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (isUnderWay) return;
    if (waiting.length === 0) {
      for (const resolve of idle.splice(0)) resolve();
      return;
    }
    const batch = waiting.slice(0, MAX_BATCH);
    waiting = waiting.slice(MAX_BATCH);
    isUnderWay = true;
    send(batch);
  }

  return {
    write(entry) {
      if (waiting.length >= MAX_WAITING) {
        lost++;
        return;
      }
      waiting.push(entry);
      timer ??= setTimeout(flush, BATCH_IN_MILLIS);
    },
    arrived() {
      isUnderWay = false;
      if (lost > 0 && waiting.length < MAX_WAITING / 2) {
        reportLost(lost);
        lost = 0;
      }
      if (waiting.length > 0 || idle.length > 0) flush();
    },
    flushed() {
      if (waiting.length === 0 && !isUnderWay) return Promise.resolve();
      const done = new Promise<void>((resolve) => idle.push(resolve));
      flush();
      return done;
    },
  };
}
