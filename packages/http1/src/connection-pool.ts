import type { ClientConnection } from './client-connection.ts';
import type { HttpExchange } from './http-exchange.ts';

/** Where connections go. */
export interface Origin {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: string;
  readonly insecureSkipVerification: boolean;
  /** Its connections that wait for their next exchange. */
  readonly idle: ClientConnection[];
  /** How many there are in all, with those that are being opened. Without any, it is forgotten. */
  connections: number;
}

/** Servers close idle connections after 5 s and more: before that, so that a request does not cross with the end. */
const IDLE_IN_MILLIS = 4000;
/** And as much before the time that a server names. */
const MARGIN_IN_MILLIS = 1000;
/** However long a server offers to keep it. */
const MAX_IDLE_IN_MILLIS = 60_000;
const MAX_IDLE_PER_ORIGIN = 256;
const SWEEP_IN_MILLIS = 500;

/** Idle connections by origin; the one used last is used first, so that the others can go. */
export class ConnectionPool {
  /** By host name. */
  readonly #origins: Map<string, Origin[]> = new Map();
  #sweeping: ReturnType<typeof setInterval> | undefined;
  /** Idle times are counted from the last sweep before them, which saves a look at the clock. */
  #sweptAt = 0;

  /** The same object for the same place while it has connections. */
  origin({ url, insecureSkipVerification = false }: HttpExchange): Origin {
    const { hostname, port } = url;
    const isSecure = url.protocol === 'https:';
    let origins = this.#origins.get(hostname);
    if (origins === undefined) {
      origins = [];
      this.#origins.set(hostname, origins);
    }
    for (const known of origins) {
      if (
        known.port === port &&
        known.isSecure === isSecure &&
        known.insecureSkipVerification === insecureSkipVerification
      )
        return known;
    }
    const origin: Origin = { isSecure, hostname, port, insecureSkipVerification, idle: [], connections: 0 };
    origins.push(origin);
    return origin;
  }

  /** @param now on the clock of `performance.now` */
  take({ idle }: Origin, now: number): ClientConnection | undefined {
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
      if (connection.idleUntil > now) {
        if (connection.isLetGo) connection.keepProcess(true);
        connection.isLetGo = false;
        return connection;
      }
      connection.destroy();
    }
    return undefined;
  }

  /** @param idleInSeconds what its server says; undefined when it says nothing */
  put(connection: ClientConnection, idleInSeconds: number | undefined): void {
    const { idle } = connection.origin;
    const named = idleInSeconds === undefined ? IDLE_IN_MILLIS : idleInSeconds * 1000 - MARGIN_IN_MILLIS;
    if (named <= 0 || idle.length >= MAX_IDLE_PER_ORIGIN) {
      connection.destroy();
      return;
    }
    if (this.#sweeping === undefined) {
      this.#sweptAt = performance.now();
      this.#sweeping = setInterval(() => this.#sweep(), SWEEP_IN_MILLIS);
    }
    connection.idleUntil = this.#sweptAt + Math.min(named, MAX_IDLE_IN_MILLIS);
    idle.push(connection);
  }

  /** One connection less: idle or not, or one that could not be opened. */
  remove(origin: Origin, connection?: ClientConnection): void {
    const at = connection === undefined ? -1 : origin.idle.indexOf(connection);
    if (at !== -1) origin.idle.splice(at, 1);
    origin.connections--;
    if (origin.connections === 0) this.#forget(origin);
  }

  clear(): void {
    for (const connection of this.#allIdle()) connection.destroy();
    this.#stopSweeping();
  }

  /** Closes what has been idle for too long, and lets the process end if idle connections are all that is left. */
  #sweep(): void {
    const now = performance.now();
    this.#sweptAt = now;
    const idle = this.#allIdle();
    for (const connection of idle) {
      if (connection.idleUntil <= now) connection.destroy();
      else if (!connection.isLetGo) {
        connection.isLetGo = true;
        connection.keepProcess(false);
      }
    }
    if (idle.length === 0) this.#stopSweeping();
    else this.#sweeping?.unref();
  }

  #allIdle(): readonly ClientConnection[] {
    return [...this.#origins.values()].flatMap((origins) => origins.flatMap(({ idle }) => idle));
  }

  #forget(origin: Origin): void {
    const left = this.#origins.get(origin.hostname)?.filter((other) => other !== origin) ?? [];
    if (left.length === 0) this.#origins.delete(origin.hostname);
    else this.#origins.set(origin.hostname, left);
  }

  #stopSweeping(): void {
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }
}
