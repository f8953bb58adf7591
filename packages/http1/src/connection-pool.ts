import type { ClientConnection } from './client-connection.ts';

interface Idle {
  readonly connection: ClientConnection;
  readonly until: number;
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
  readonly #origins: Map<ClientConnection, string> = new Map();
  #sweeping: ReturnType<typeof setInterval> | undefined;

  take(origin: string): ClientConnection | undefined {
    const stack = this.#idle.get(origin);
    const now = performance.now();
    for (let idle = stack?.pop(); idle !== undefined; idle = stack?.pop()) {
      this.#origins.delete(idle.connection);
      if (idle.until > now) return idle.connection;
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
    stack.push({ connection, until: performance.now() + Math.min(named, MAX_IDLE_IN_MILLIS) });
    this.#origins.set(connection, origin);
    this.#sweeping ??= startSweeping(() => this.#sweep());
  }

  /** The server closed it. */
  remove(connection: ClientConnection): void {
    const origin = this.#origins.get(connection);
    if (origin === undefined) return;
    this.#origins.delete(connection);
    const stack = this.#idle.get(origin) ?? [];
    const at = stack.findIndex((idle) => idle.connection === connection);
    if (at !== -1) stack.splice(at, 1);
  }

  clear(): void {
    for (const connection of [...this.#origins.keys()]) connection.destroy();
    this.#origins.clear();
    this.#idle.clear();
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }

  #sweep(): void {
    const now = performance.now();
    for (const [origin, stack] of this.#idle) {
      for (const { connection, until } of [...stack]) if (until <= now) connection.destroy();
      if (stack.length === 0) this.#idle.delete(origin);
    }
    if (this.#idle.size > 0) return;
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }
}

/** However long a server offers to keep it. */
const MAX_IDLE_IN_MILLIS = 60_000;

function startSweeping(sweep: () => void): ReturnType<typeof setInterval> {
  const timer = setInterval(sweep, SWEEP_IN_MILLIS);
  timer.unref();
  return timer;
}
