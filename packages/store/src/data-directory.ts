import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';
import { isAlive, ownIdentity } from './process-identity.ts';

export interface DataDirectory {
  /** Gives the directory free; doing so twice is harmless. */
  release(): void;
}

/** Another live process (or this one, already) has the directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  readonly directory: string;
  readonly pid: number;
  constructor(directory: string, pid: number) {
    super(`data directory ${directory} is in use by process ${pid}`);
    this.directory = directory;
    this.pid = pid;
  }
}

export class DataDirectoryUnusableError extends Error {
  override readonly name = 'DataDirectoryUnusableError';
  readonly directory: string;
  constructor(directory: string, cause: unknown) {
    super(`data directory ${directory} cannot be written: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
    this.directory = directory;
  }
}

/**
 * Makes a data directory this process's own, creating it (mode 0700: it holds keys and models) when it is not there. The file `lock` in it names
 * the owner; the lock of a process that is gone is taken over.
 * @throws DataDirectoryInUseError, DataDirectoryUnusableError
 */
export function acquireDataDirectory(directory: string): DataDirectory {
  const lock = join(directory, LOCK_FILE);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return take(directory, lock);
  } catch (error) {
    if (error instanceof DataDirectoryInUseError) throw error;
    throw new DataDirectoryUnusableError(directory, error);
  }
}

const LOCK_FILE = 'lock';

/** Enough for every process that starts at the same moment to lose once. */
const ATTEMPTS = 100;

function take(directory: string, lock: string): DataDirectory {
  // A lock appears with its text in it, or not at all: a link to a finished file either succeeds or finds another one.
  const text = `${JSON.stringify({ ...ownIdentity(), token: randomUUID() })}\n`;
  const own = `${lock}.${process.pid}.${randomUUID()}`;
  writeFileSync(own, text, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linked(own, lock)) return { release: () => release(lock, text) };
      const found = textOf(lock);
      if (found === undefined) continue;
      const owner = ownerOf(found);
      if (owner !== undefined && isAlive(owner)) throw new DataDirectoryInUseError(directory, owner.pid);
      moveAside(lock, found);
    }
    throw new Error('its lock keeps changing hands');
  } finally {
    rmSync(own, { force: true });
  }
}

/** Takes a dead process's lock away. Should another process have been quicker, it is that one's lock that moved: it goes back. */
function moveAside(lock: string, stale: string): void {
  const aside = `${lock}.${process.pid}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (textOf(aside) !== stale) linked(aside, lock);
  rmSync(aside, { force: true });
}

function release(lock: string, text: string): void {
  if (textOf(lock) === text) rmSync(lock, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const MAX_PID = 0x7fffffff;

/** `undefined` for a lock that names nobody, which a machine that lost power may leave. */
function ownerOf(text: string): ProcessIdentity | undefined {
  try {
    const { pid, startTime }: { pid?: unknown; startTime?: unknown } = JSON.parse(text);
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0 || pid > MAX_PID) return undefined;
    return typeof startTime === 'string' ? { pid, startTime } : { pid };
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
