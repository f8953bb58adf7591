import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** How many connections a process takes, and how many calls it has under way, so that its file descriptors last. */
export interface ProcessLimits {
  /** Those that come beyond are closed. */
  readonly maxConnections: number;
  /** Calls of integrations that leave the process; beyond, requests are answered 429. */
  readonly maxCalls: number;
}

/**
 * As many requests as Amazon API Gateway lets an account have at once, its burst
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html).
 */
const MAX_CALLS = 5000;
const MAX_CONNECTIONS = 50_000;
/** For files, the store, other processes, and connections that are kept for the next call. */
const MAX_RESERVE = 1024;

/** @param maxOpenFiles of this process; undefined: not known, taken as plenty */
export function processLimits(maxOpenFiles: number | undefined = ownMaxOpenFiles()): ProcessLimits {
  if (maxOpenFiles === undefined) return { maxConnections: MAX_CONNECTIONS, maxCalls: MAX_CALLS };
  const quarter = Math.floor(maxOpenFiles / 4);
  const maxCalls = Math.min(MAX_CALLS, quarter);
  const reserve = Math.min(MAX_RESERVE, quarter);
  return { maxConnections: Math.min(MAX_CONNECTIONS, maxOpenFiles - maxCalls - reserve), maxCalls };
}

/**
 * Memory for the bodies of requests, of all connections together.
 * @param memoryBytes that this process may take in all
 */
export function heldBodyBytes(memoryBytes: number = ownMemoryBytes()): number {
  return Math.max(MIN_HELD_BODY_BYTES, Math.min(MAX_HELD_BODY_BYTES, Math.floor(memoryBytes / 8)));
}

const MAX_HELD_BODY_BYTES = 256 * 1024 * 1024;
/** Three of the longest bodies. */
const MIN_HELD_BODY_BYTES = 32 * 1024 * 1024;

/** The machine's, or what its container is given (cgroups). */
function ownMemoryBytes(): number {
  const given = process.constrainedMemory();
  return given > 0 ? Math.min(given, totalmem()) : totalmem();
}

/** The soft limit, where the system tells (proc_pid_limits(5)). */
function ownMaxOpenFiles(): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
