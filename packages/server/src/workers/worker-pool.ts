import type { Change, ExecutionLogEntry, FromWorker, WorkerSettings } from './messages.ts';
import type { WorkerEvents, WorkerProcess } from './worker-process.ts';

export interface WorkerPoolOptions {
  readonly workers: number;
  readonly settings: WorkerSettings;
  /** Everything that is in service now: what a new worker is told. */
  readonly snapshot: () => Iterable<Change>;
  readonly writeExecutionLog: (entry: ExecutionLogEntry) => void;
  readonly log: (line: string) => void;
  readonly startProcess: (events: WorkerEvents) => WorkerProcess;
  /** How long a worker may take to bring a change into service, before it is replaced. */
  readonly changeTimeoutInMillis?: number;
}

/** The gateway workers of this server: as many as asked for, each told every change. One that ends is replaced. */
export interface WorkerPool {
  /** Resolves when all workers serve. Rejects when one cannot. */
  start(): Promise<void>;
  /** Tells every worker. */
  publish(change: Change): void;
  /** Resolves when what was published before is in service in every worker. */
  settled(): Promise<void>;
  /** Workers answer what they have accepted, and end. */
  close(deadlineInMillis: number): Promise<void>;
}

/** A model of many megabytes takes seconds to load on a busy machine. */
const CHANGE_TIMEOUT_IN_MILLIS = 20_000;
/** A worker that ends sooner than this after its start is not replaced at once. */
const EARLY_END_IN_MILLIS = 5000;
const FIRST_DELAY_IN_MILLIS = 200;
const MAX_DELAY_IN_MILLIS = 10_000;
/** What workers get beyond the deadline of their requests, to write logs and end. */
const END_IN_MILLIS = 2000;

interface Worker {
  readonly process: WorkerProcess;
  readonly startedAt: number;
  /** Sequence numbers of changes that are not in service there. */
  readonly pending: Set<number>;
  /** It has the snapshot, so it needs every change from now on. */
  isTold: boolean;
  isServing: boolean;
  /** Why it cannot go on, in its own words. */
  failure: string | undefined;
}

export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const { snapshot, log, startProcess, changeTimeoutInMillis = CHANGE_TIMEOUT_IN_MILLIS } = options;
  const workers = new Set<Worker>();
  const waiters = new Set<() => void>();
  let lastSequence = 0;
  let earlyEnds = 0;
  let hasStarted = false;
  let isClosing = false;

  function startWorker(): Worker {
    const worker: Worker = {
      process: startProcess({
        message: (message) => handle(worker, message),
        ended: (how) => ended(worker, how),
      }),
      startedAt: performance.now(),
      pending: new Set(),
      isTold: false,
      isServing: false,
      failure: undefined,
    };
    workers.add(worker);
    return worker;
  }

  function handle(worker: Worker, message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        worker.process.send({ type: 'start', settings: options.settings });
        worker.isTold = true;
        for (const change of snapshot()) tell(worker, ++lastSequence, change);
        worker.process.send({ type: 'serve' });
        if (isClosing) worker.process.send({ type: 'drain', deadlineInMillis: 0 });
        return;
      case 'serving':
        worker.isServing = true;
        break;
      case 'applied':
        worker.pending.delete(message.sequence);
        break;
      case 'executionLogs':
        for (const entry of message.entries) options.writeExecutionLog(entry);
        worker.process.send({ type: 'logged' });
        return;
      case 'log':
        log(message.line);
        return;
      case 'failed':
        worker.failure = message.reason;
        return;
      default:
        message satisfies never;
    }
    wakeUp();
  }

  function tell(worker: Worker, sequence: number, change: Change): void {
    worker.pending.add(sequence);
    worker.process.send({ type: 'change', sequence, change });
    const timer = setTimeout(() => {
      if (!worker.pending.has(sequence) || !workers.has(worker)) return;
      log(
        `Gateway worker ${worker.process.pid} has not taken a change for ${changeTimeoutInMillis} ms: it is replaced`,
      );
      worker.process.kill();
    }, changeTimeoutInMillis);
    timer.unref();
  }

  function ended(worker: Worker, how: string): void {
    workers.delete(worker);
    wakeUp();
    if (isClosing || !hasStarted) return;
    const isEarly = performance.now() - worker.startedAt < EARLY_END_IN_MILLIS;
    earlyEnds = isEarly ? earlyEnds + 1 : 0;
    const delay = isEarly ? Math.min(FIRST_DELAY_IN_MILLIS * 2 ** (earlyEnds - 1), MAX_DELAY_IN_MILLIS) : 0;
    const why = worker.failure === undefined ? how : `${how}: ${worker.failure}`;
    log(`Gateway worker ${worker.process.pid} has ended (${why}); another takes its place`);
    setTimeout(() => {
      if (!isClosing) startWorker();
    }, delay);
  }

  function wakeUp(): void {
    for (const wake of [...waiters]) wake();
  }

  /** Resolves when `condition` holds; it is asked again whenever something has changed. */
  function until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        waiters.delete(check);
        resolve();
      };
      waiters.add(check);
      check();
    });
  }

  return {
    async start() {
      const started = Array.from({ length: options.workers }, startWorker);
      const lost = (): Worker | undefined => started.find((worker) => !workers.has(worker));
      await until(() => lost() !== undefined || started.every(({ isServing }) => isServing));
      const failed = lost();
      if (failed !== undefined) {
        isClosing = true;
        for (const { process } of workers) process.kill();
        throw new Error(`a gateway worker cannot start: ${failed.failure ?? 'it has ended'}`);
      }
      hasStarted = true;
    },
    publish(change) {
      const sequence = ++lastSequence;
      // One that has not said that it is there is told by its snapshot.
      for (const worker of workers) if (worker.isTold) tell(worker, sequence, change);
    },
    settled() {
      const last = lastSequence;
      return until(() => [...workers].every(({ pending }) => [...pending].every((sequence) => sequence > last)));
    },
    async close(deadlineInMillis) {
      isClosing = true;
      for (const { process } of workers) process.send({ type: 'drain', deadlineInMillis });
      const timer = setTimeout(() => {
        for (const { process } of workers) process.kill();
      }, deadlineInMillis + END_IN_MILLIS);
      await until(() => workers.size === 0);
      clearTimeout(timer);
    },
  };
}
