import type { ConnectForBytes, ConnectOptions } from './byte-socket.ts';
import { connectForBytes as connectForBytesHere } from './byte-sockets.ts';
import type { ClientRequest, ConnectionKeeper, ResponseStreaming } from './client-connection.ts';
import { ClientConnection } from './client-connection.ts';
import type { Origin } from './connection-pool.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { Expiring } from './deadlines.ts';
import { Deadlines } from './deadlines.ts';
import type { HttpExchange, HttpOutcome, HttpStreamExchange, HttpStreamOutcome } from './http-exchange.ts';
import { IdleTimer } from './idle-timer.ts';
import { eventLoopRounds, OutputBuffer } from './output-buffer.ts';
import { RequestHeads } from './request-head.ts';

export interface HttpClient {
  /**
   * Sent at most once: a connection that is found closed is only replaced before anything was written to it. Redirects
   * are not followed. Never rejects, but for what HTTP does not allow in a request (TypeError).
   */
  send(exchange: HttpExchange): Promise<HttpOutcome>;
  /** The same, answered when the head of the response is there. */
  stream(exchange: HttpStreamExchange): Promise<HttpStreamOutcome>;
  /** Closes the connections that are kept open; exchanges that are under way go on. */
  close(): void;
}

export interface HttpClientOptions {
  /** PEM: the only authorities that are trusted; default the runtime's. */
  readonly ca?: string;
  /** Default: `Bun.connect` on Bun, `node:net` elsewhere. */
  readonly connectForBytes?: ConnectForBytes;
}

/** HTTP/1.1 over byte sockets, with connections kept open between exchanges and never more than one exchange on each. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const connectForBytes = options.connectForBytes ?? connectForBytesHere;
  const pool = new ConnectionPool();
  const deadlines = new Deadlines();
  /** Under way. */
  let exchanges = 0;
  const output = new OutputBuffer(eventLoopRounds(() => exchanges <= 1));
  const heads = new RequestHeads(output);
  let isClosed = false;

  const keeper: ConnectionKeeper = {
    idle(connection, idleInSeconds) {
      if (isClosed) connection.destroy();
      else pool.put(connection, idleInSeconds);
    },
    closed(connection) {
      deadlines.delete(connection);
      pool.remove(connection.origin, connection);
    },
  };

  /** Sends the request when somebody is there to read it. */
  function connect(origin: Origin, request: ClientRequest, deadline: number): Expiring {
    let opened: ClientConnection | undefined;
    const attempt: Expiring = {
      deadline,
      expire() {
        if (opened === undefined) {
          giveUp();
          fail('TIMEOUT');
        } else {
          opened.expire();
        }
      },
    };
    const fail = (failure: 'TIMEOUT' | 'BROKEN' | 'NO_CONNECTION'): void => {
      deadlines.delete(attempt);
      pool.remove(origin);
      request.done({ failure });
    };
    deadlines.add(attempt);
    origin.connections++;
    const giveUp = connectForBytes(addressOf(origin, options.ca), {
      opened(socket) {
        const connection = new ClientConnection(origin, socket, output, keeper);
        opened = connection;
        connection.deadline = deadline;
        deadlines.delete(attempt);
        deadlines.add(connection);
        // The socket's events find the connection before anything is written.
        queueMicrotask(() => {
          heads.write(request.exchange);
          connection.send(request);
        });
        return connection;
      },
      failed: (reached) => fail(reached ? 'BROKEN' : 'NO_CONNECTION'),
    });
    return attempt;
  }

  /** @returns what gives the exchange up while it is under way */
  function start(exchange: HttpExchange, done: ClientRequest['done'], streaming?: ResponseStreaming): Expiring {
    heads.write(exchange); // throws before a connection is taken
    const request: ClientRequest = {
      exchange,
      done(outcome) {
        exchanges--;
        done(outcome);
      },
      streaming,
    };
    exchanges++;
    const now = performance.now();
    const deadline = now + exchange.timeoutInMillis;
    deadlines.watch(deadline);
    const origin = pool.origin(exchange);
    const kept = pool.take(origin, now);
    if (kept === undefined) return connect(origin, request, deadline);
    kept.deadline = deadline;
    kept.send(request, now);
    return kept;
  }

  function startStream(exchange: HttpStreamExchange, resolve: (outcome: HttpStreamOutcome) => void): void {
    const idleTimer = new IdleTimer(exchange.idleTimeoutInMillis, () => underWay.expire());
    const underWay = start(
      exchange,
      (outcome) => {
        idleTimer.stop();
        if ('failure' in outcome) resolve(outcome); // means nothing once the head has come
      },
      {
        moved: () => idleTimer.touch(),
        begun(answer) {
          idleTimer.heldUp = () => answer.body.waitingBytes > 0;
          resolve(answer);
        },
      },
    );
  }

  return {
    send: (exchange) => new Promise((resolve) => start(exchange, resolve)),
    stream: (exchange) => new Promise((resolve) => startStream(exchange, resolve)),
    close() {
      isClosed = true;
      pool.clear();
    },
  };
}

function addressOf(
  { isSecure, hostname, port, insecureSkipVerification }: Origin,
  ca: string | undefined,
): ConnectOptions {
  return {
    host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    ...(isSecure ? { tls: { insecureSkipVerification, ca } } : {}),
  };
}
