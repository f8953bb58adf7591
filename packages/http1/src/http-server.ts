import { BodyBudget } from './body-budget.ts';
import type { ByteListener, ByteSocket, ByteSocketEvents, ListenForBytes, ListenOptions } from './byte-socket.ts';
import { listenForBytes as listenForBytesHere } from './byte-sockets.ts';
import type { HttpRequest, HttpRequestHandler, HttpResponse, HttpStreamHandler, HttpTakeover } from './http-message.ts';
import type { OutputRounds } from './output-buffer.ts';
import { eventLoopRounds, OutputBuffer } from './output-buffer.ts';
import type { Refusal } from './refusal.ts';
import { ServerConnection } from './server-connection.ts';
import type { ServerContext } from './server-context.ts';
import type { HttpLimits, HttpTimeouts } from './server-options.ts';
import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from './server-options.ts';
import { reasonPhrase } from './status-line.ts';

export interface HttpServerOptions {
  /** Called with each head, before its body is read. A handler that fails is answered 500, and told to `onFailure`. */
  readonly onHead: (request: HttpRequest) => HttpRequestHandler | HttpStreamHandler | HttpTakeover;
  readonly onFailure: (failure: unknown) => void;
  /** The answer to what is no acceptable request; by default its phrase as JSON. The connection is closed after it. */
  readonly refusalResponse?: (refusal: Refusal) => HttpResponse;
  readonly limits?: Partial<HttpLimits>;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** Connections beyond this number are closed as they come. */
  readonly maxConnections?: number;
  /**
   * Octets of memory for bodies that handlers take whole, of all connections together, until they are answered; by default 256 MiB. When
   * half of it is taken, bodies are held up (their connections are not read), beyond it refused with 429. Room for twice the longest
   * body is the least that makes sense.
   */
  readonly maxHeldBodyBytes?: number;
  /** Default: `Bun.listen` on Bun, `node:net` elsewhere. */
  readonly listenForBytes?: ListenForBytes;
  /** Default: answers go out together, by `setImmediate`, unless one has waited for more than a millisecond. */
  readonly rounds?: OutputRounds;
}

export interface HttpServer {
  /** May be called for several addresses. Rejects when the address cannot be had. */
  listen(options: ListenOptions): Promise<{ readonly port: number }>;
  /**
   * Answers what has been accepted, each with `Connection: close`, then closes. What is on its way on open connections
   * has a short grace to arrive; what is not answered by the deadline is cut off.
   */
  drain(deadlineInMillis: number): Promise<void>;
  /** Open connections. */
  readonly connections: number;
  /** Takes over a connection that came from elsewhere. */
  accept(socket: ByteSocket): ByteSocketEvents;
}

const DEFAULT_MAX_CONNECTIONS = 50_000;
const DEFAULT_MAX_HELD_BODY_BYTES = 256 * 1024 * 1024;
const DRAIN_GRACE_IN_MILLIS = 150;
const READ_GRACE_IN_MILLIS = 50;
const MAX_TICK_IN_MILLIS = 250;

/** HTTP/1.1 over byte sockets: strict in what it takes, and nothing of it is decoded, joined, sorted or lost. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { maxConnections = DEFAULT_MAX_CONNECTIONS, maxHeldBodyBytes = DEFAULT_MAX_HELD_BODY_BYTES } = options;
  const listenForBytes = options.listenForBytes ?? listenForBytesHere;
  const timeouts: HttpTimeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const tickInMillis = Math.max(5, Math.min(MAX_TICK_IN_MILLIS, ...Object.values(timeouts).map((each) => each / 4)));
  const connections = new Set<ServerConnection>();
  const listeners: ByteListener[] = [];
  let now = performance.now();
  let ticking: ReturnType<typeof setInterval> | undefined;

  const context: ServerContext = {
    onHead: options.onHead,
    onFailure: options.onFailure,
    refusalResponse: options.refusalResponse ?? phraseAsJson,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    timeouts,
    output: new OutputBuffer(options.rounds ?? eventLoopRounds(() => connections.size <= 1)),
    bodies: new BodyBudget(maxHeldBodyBytes),
    now: () => now,
    forget(connection) {
      connections.delete(connection);
      if (connections.size === 0) stopTicking();
    },
    draining: false,
  };

  function startTicking(): void {
    now = performance.now();
    ticking ??= setInterval(() => {
      now = performance.now();
      for (const connection of connections) connection.checkDeadline(now);
      context.bodies.letGoOn();
    }, tickInMillis);
    ticking.unref();
  }

  function stopTicking(): void {
    clearInterval(ticking);
    ticking = undefined;
  }

  function accept(socket: ByteSocket): ByteSocketEvents {
    if (connections.size === 0) startTicking();
    const connection = new ServerConnection(context, socket);
    connections.add(connection);
    if (connections.size > maxConnections) queueMicrotask(() => connection.destroy());
    return connection;
  }

  return {
    accept,
    get connections() {
      return connections.size;
    },
    async listen(address) {
      const listener = await listenForBytes(address, accept);
      listeners.push(listener);
      return { port: listener.port };
    },
    async drain(deadlineInMillis) {
      context.draining = true;
      const deadline = performance.now() + deadlineInMillis;
      await sleep(Math.min(DRAIN_GRACE_IN_MILLIS, deadlineInMillis));
      // Right after the loop has taken in what waited: connections that nobody took in are reset with the listener.
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(listeners.splice(0).map((listener) => listener.stop()));
      // What the connections taken in by then have sent is read before idle ones are closed.
      await sleep(Math.min(READ_GRACE_IN_MILLIS, deadlineInMillis));
      for (const connection of connections) connection.endIfIdle();
      while (connections.size > 0 && performance.now() < deadline) await sleep(10);
      for (const connection of connections) connection.destroy();
      stopTicking();
    },
  };
}

function phraseAsJson({ status }: Refusal): HttpResponse {
  const body = Buffer.from(JSON.stringify({ message: reasonPhrase(status) }));
  return { status, headers: JSON_TYPE, body: { bytes: () => body } };
}

const JSON_TYPE = [['Content-Type', 'application/json']] as const;

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
