import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** One thing that is measured: a server that answers `GET path`. */
export interface Side {
  readonly name: string;
  readonly url: string;
  /** Processes whose CPU time a request costs. */
  readonly pids: readonly number[];
}

/** A process that this bench started; its first line of output is awaited. */
export interface Started {
  readonly child: ChildProcess;
  readonly firstLine: string;
}

/**
 * Gives the first processor to what is measured: this process, and what it starts by itself, keeps off it. Where the system places
 * programs as it likes, two of them now and then share a processor while the other one idles, which says nothing about either.
 * @returns false where that cannot be done: on one processor, or without `taskset` (Linux)
 */
export function leaveFirstProcessor(): boolean {
  const last = cpus().length - 1;
  if (last === 0) return false;
  return spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `1-${last}`, `${process.pid}`]).status === 0;
}

/** @param isLeft whether this process has left it: then the command runs there */
export function onFirstProcessor(isLeft: boolean, command: string, args: readonly string[]): [string, string[]] {
  return isLeft ? ['taskset', ['--cpu-list', '0', command, ...args]] : [command, [...args]];
}

/** Starts a program and waits for its first line on standard output; rejects when it ends before. */
export function startProgram(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve({ child, firstLine: text.slice(0, end) });
    });
    child.once('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code}`)));
    child.once('error', reject);
  });
}

/** Starts a program that prints nothing and waits until `url` answers. */
export async function startServer(command: string, args: readonly string[], url: string): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilAnswering(url);
  return child;
}

export async function untilAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} does not answer`);
}

/** CPU seconds (user and system) that processes have used so far, with their children; undefined where /proc does not tell. */
export function cpuSeconds(pids: readonly number[]): number | undefined {
  let ticks = 0;
  for (const pid of pids) {
    const file = `/proc/${pid}/stat`;
    if (!existsSync(file)) return undefined;
    const fields = readFileSync(file, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

/** Seconds that this machine's processors were ready and its host gave to others; undefined where /proc does not tell. */
export function stolenSeconds(): number | undefined {
  if (!existsSync('/proc/stat')) return undefined;
  const ticks = Number(readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/ +/)[8]);
  return Number.isNaN(ticks) ? undefined : ticks / 100;
}

/** The worker processes of an nginx master. */
export function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}
