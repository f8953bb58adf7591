import type { ClientConnection } from './client-connection.ts';

interface Idle {
  readonly connection: ClientConnection;
  /** On the clock of `performance.now`. */
  readonly until: number;
  /** It no longer keeps the process alive. */
  isLetGo: boolean;
}

/** Servers close idle connections after 5 s and more: before that, so that a request does not cross with the end. */
const IDLE_IN_MILLIS = 4000;
/** And as much before the time that a server names. */
const MARGIN_IN_MILLIS = 1000;
const MAX_IDLE_PER_ORIGIN = 256;
const SWEEP_IN_MILLIS = 500;

/** Idle connections by origin; the one used last is used first, so that the others can go. */
export class ConnectionPool {
  readonly #idle: Map<string, Idle[]> = new Map();
  #sweeping: ReturnType<typeof setInterval> | undefined;

  take(origin: string): ClientConnection | undefined {
    const stack = this.#idle.get(origin);
    if (stack === undefined) return undefined;
    const now = performance.now();
    for (let idle = stack.pop(); idle !== undefined; idle = stack.pop()) {
      if (idle.until > now) {
        if (idle.isLetGo) idle.connection.keepProcess(true);
        return idle.connection;
      }
      idle.connection.destroy();
    }
    return undefined;
  }

  /** @param idleInSeconds what its server says; undefined when it says nothing */
  put(origin: string, connection: ClientConnection, idleInSeconds: number | undefined): void {
    const named = idleInSeconds === undefined ? IDLE_IN_MILLIS : idleInSeconds * 1000 - MARGIN_IN_MILLIS;
    let stack = this.#idle.get(origin);
    if (stack === undefined) {
      stack = [];
      this.#idle.set(origin, stack);
    }
    if (named <= 0 || stack.length >= MAX_IDLE_PER_ORIGIN) {
      connection.destroy();
      return;
    }
    stack.push({ connection, until: performance.now() + Math.min(named, MAX_IDLE_IN_MILLIS), isLetGo: false });
    this.#sweeping ??= setInterval(() => this.#sweep(), SWEEP_IN_MILLIS);
  }

  /** The server closed it. */
  remove(origin: string, connection: ClientConnection): void {
    const stack = this.#idle.get(origin);
    const at = stack?.findIndex((idle) => idle.connection === connection) ?? -1;
    if (at !== -1) stack?.splice(at, 1);
  }

  clear(): void {
    for (const stack of this.#idle.values()) for (const { connection } of [...stack]) connection.destroy();
    this.#idle.clear();
    this.#stopSweeping();
  }

  /** Closes what has been idle for too long, and lets the process end if idle connections are all that is left. */
  #sweep(): void {
    const now = performance.now();
    let kept = 0;
    for (const [origin, stack] of this.#idle) {
      for (const idle of [...stack]) {
        if (idle.until <= now) idle.connection.destroy();
        else if (!idle.isLetGo) {
          idle.isLetGo = true;
          idle.connection.keepProcess(false);
        }
      }
      if (stack.length === 0) this.#idle.delete(origin);
      kept += stack.length;
    }
    if (kept === 0) this.#stopSweeping();
    else this.#sweeping?.unref();
  }

  #stopSweeping(): void {
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }
}

/** However long a server offers to keep it. */
const MAX_IDLE_IN_MILLIS = 60_000;
