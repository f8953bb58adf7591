import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromWorker, ToWorker } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('./gateway-worker.ts', import.meta.url));

export interface WorkerEvents {
  readonly message: (message: FromWorker) => void;
  /** @param how `exit code 1`, `SIGKILL` */
  readonly ended: (how: string) => void;
}

/** A worker process, on the runtime of this one and with its flags. */
export interface WorkerProcess {
  readonly pid: number;
  send(message: ToWorker): void;
  kill(): void;
}

export function startWorkerProcess(events: WorkerEvents): WorkerProcess {
  const child: ChildProcess = fork(PROGRAM, [], {
    execArgv: process.execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let hasEnded = false;
  const ended = (how: string): void => {
    if (!hasEnded) events.ended(how);
    hasEnded = true;
  };
  child.on('message', (message) => events.message(message as FromWorker));
  child.once('error', (error) => ended(error.message));
  child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
  return {
    pid: child.pid ?? 0,
    send(message) {
      // Told to a process that is ending: `ended` follows.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
