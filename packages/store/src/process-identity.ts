import { readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number where the system has `/proc`. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and clock ticks since that boot (proc_pid_stat(5), field 22). */
  readonly startTime?: string;
}

export function ownIdentity(): ProcessIdentity {
  const startTime = startTimeOf(process.pid);
  return startTime === undefined ? { pid: process.pid } : { pid: process.pid, startTime };
}

/** Whether the process that this identity was taken from still runs. A zombie does not. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Anything else than "no such process" (EPERM: another user's) means that it is there.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  if (startTime === undefined) return true;
  const stat = statOf(pid);
  if (stat === undefined) return true;
  return stat.state !== 'Z' && stat.state !== 'X' && startTimeOf(pid) === startTime;
}

function startTimeOf(pid: number): string | undefined {
  const stat = statOf(pid);
  if (stat === undefined) return undefined;
  return `${stat.startTicks}@${bootId() ?? ''}`;
}

/** `undefined` without `/proc`, or when the process has just gone. */
function statOf(pid: number): { readonly state: string; readonly startTicks: string } | undefined {
  const text = tryRead(`/proc/${pid}/stat`);
  // The second field, the command in parentheses, may hold anything, also spaces and parentheses.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  const startTicks = fields?.[19];
  return state === undefined || startTicks === undefined ? undefined : { state, startTicks };
}

function bootId(): string | undefined {
  return tryRead('/proc/sys/kernel/random/boot_id')?.trim();
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
