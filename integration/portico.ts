import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Runtime } from './runtimes.ts';
import { commandOf } from './runtimes.ts';

const LAUNCHER = fileURLToPath(new URL('../bin/portico.mjs', import.meta.url));

/** A real server, started as users start it: the launcher on the host's Node, which becomes Bun. */
export interface Portico {
  /** The launcher, which is the server itself where the host's Node can replace a process. */
  readonly child: ChildProcess;
  /** Of the server. */
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Everything that the server wrote so far, to standard output and standard error. */
  output(): string;
  /** Waits until it has written a text: what it logs of a request may come after the answer. Rejects after ten seconds without. */
  printed(text: string): Promise<void>;
  /** Path form of a deployed API. */
  api(restApiId: string, path: string, stageName?: string): string;
  /** Sends SIGTERM and waits for the end; the exit code, or the signal's name. */
  stop(): Promise<number | string>;
}

export interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

const temporary: string[] = [];
const running = new Set<ChildProcess>();
const dataDirs = new Set<string>();

/** Starts `portico start` on a free port and waits for the line that says it is ready. */
export async function startPortico(
  args: readonly string[] = [],
  options: { readonly dataDir?: string; readonly maxOpenFiles?: number; readonly runtime?: Runtime } = {},
): Promise<Portico> {
  const dataDir = options.dataDir ?? temporaryDirectory();
  const command = [...commandOf(options.runtime ?? 'Bun'), 'start', '--port', '0', '--data-dir', dataDir, ...args];
  const limited =
    options.maxOpenFiles === undefined
      ? command
      : ['sh', '-c', `ulimit -n ${options.maxOpenFiles}; exec "$@"`, 'sh', ...command];
  const [program = '', ...programArgs] = limited;
  const child = spawn(program, programArgs, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  dataDirs.add(dataDir);
  child.once('exit', () => running.delete(child));
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      text += chunk.toString();
      const ready = /^Ready on (\S+)$/m.exec(text)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('exit', (code, signal) => reject(new Error(`portico ended with ${code ?? signal}:\n${text}`)));
  });
  return {
    child,
    pid: ownerOf(dataDir),
    url,
    port: Number(new URL(url).port),
    dataDir,
    output: () => text,
    async printed(wanted) {
      for (let waited = 0; !text.includes(wanted); waited += 20) {
        if (waited > 10_000) throw new Error(`portico has not written ${wanted}, but:\n${text}`);
        await Bun.sleep(20);
      }
    },
    api: (restApiId, path, stageName = 'test') => `${url}/restapis/${restApiId}/${stageName}/_user_request_${path}`,
    stop() {
      const ended = exitOf(child);
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Runs `portico` with arguments to its end. */
export async function runPortico(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn('node', [LAUNCHER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await exitOf(child);
  running.delete(child);
  return { code, stdout, stderr };
}

/** A directory that is removed when the tests of this process end. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'portico-integration-'));
  temporary.push(path);
  return path;
}

/** For `afterAll`: ends what tests started and removes what they wrote. */
export async function cleanUp(): Promise<void> {
  // A launcher that was killed may have left its server running.
  for (const dataDir of dataDirs) if (existsSync(join(dataDir, 'lock'))) killQuietly(ownerOf(dataDir));
  await Promise.all(
    [...running].map((child) => {
      const ended = exitOf(child);
      child.kill('SIGKILL');
      return ended;
    }),
  );
  for (const path of temporary.splice(0)) rmSync(path, { recursive: true, force: true });
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The process that a data directory belongs to, as its lock file names it. */
function ownerOf(dataDir: string): number {
  return (JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8')) as { readonly pid: number }).pid;
}

function exitOf(child: ChildProcess): Promise<number | string> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  if (child.signalCode !== null) return Promise.resolve(child.signalCode);
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')));
}
