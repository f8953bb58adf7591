import type { ConnectForBytes } from './byte-socket.ts';
import { connectForBytes as connectForBytesHere } from './byte-sockets.ts';
import type { ClientRequest, ResponseStreaming } from './client-connection.ts';
import { ClientConnection } from './client-connection.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { HttpExchange, HttpOutcome, HttpStreamExchange, HttpStreamOutcome } from './http-exchange.ts';
import { IdleTimer } from './idle-timer.ts';
import { OutputBuffer } from './output-buffer.ts';
import { requestHead } from './request-head.ts';
import { SharedDeadlines } from './shared-deadlines.ts';

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
  const deadlines = new SharedDeadlines();
  const output = new OutputBuffer();
  let isClosed = false;

  /** @returns gives the exchange up: it has taken too long */
  function connect(origin: string, exchange: HttpExchange, request: ClientRequest): () => void {
    const { url, insecureSkipVerification = false } = exchange;
    const isSecure = url.protocol === 'https:';
    let opened: ClientConnection | undefined;
    const giveUp = connectForBytes(
      {
        host: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
        port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
        ...(isSecure ? { tls: { insecureSkipVerification, ca: options.ca } } : {}),
      },
      {
        opened(socket) {
          opened = new ClientConnection(socket, output, {
            idle: (connection, idleInSeconds) =>
              isClosed ? connection.destroy() : pool.put(origin, connection, idleInSeconds),
            closed: (connection) => pool.remove(origin, connection),
          });
          // The socket's events find the connection before anything is written.
          const connection = opened;
          queueMicrotask(() => connection.send(request));
          return connection;
        },
        failed: (reached) => request.done({ failure: reached ? 'BROKEN' : 'NO_CONNECTION' }),
      },
    );
    return () => {
      if (opened !== undefined) {
        opened.timeOut();
        return;
      }
      giveUp();
      request.done({ failure: 'TIMEOUT' });
    };
  }

  /** @param done called once, when the exchange is over */
  function start(exchange: HttpExchange, done: ClientRequest['done'], streaming?: Streaming): void {
    const { url, httpMethod, body, maxResponseBytes, insecureSkipVerification = false } = exchange;
    const origin = `${insecureSkipVerification ? 'insecure ' : ''}${url.protocol}//${url.hostname}:${url.port}`;
    const head = requestHead(exchange);
    let giveUp = (): void => {};
    const deadline = deadlines.set(exchange.timeoutInMillis, () => giveUp());
    const idleTimer =
      streaming === undefined ? undefined : new IdleTimer(streaming.idleTimeoutInMillis, () => giveUp());
    const request: ClientRequest = {
      head,
      body,
      isHead: httpMethod === 'HEAD',
      maxResponseBytes,
      done(outcome) {
        deadlines.drop(deadline);
        idleTimer?.stop();
        done(outcome);
      },
      ...(streaming === undefined || idleTimer === undefined
        ? {}
        : {
            streaming: {
              moved: () => idleTimer.touch(),
              begun(response, incoming) {
                idleTimer.heldUp = () => incoming.waitingBytes > 0;
                streaming.begun(response, incoming);
              },
            },
          }),
    };
    const kept = pool.take(origin);
    if (kept === undefined) {
      giveUp = connect(origin, exchange, request);
    } else {
      giveUp = () => kept.timeOut();
      kept.send(request);
    }
  }

  return {
    send: (exchange) => new Promise((resolve) => start(exchange, resolve)),
    stream: (exchange) =>
      new Promise((resolve) =>
        start(
          exchange,
          (outcome) => {
            if ('failure' in outcome) resolve(outcome); // means nothing once the head has come
          },
          {
            idleTimeoutInMillis: exchange.idleTimeoutInMillis,
            begun: ({ status, headers }, body) => resolve({ status, headers, body }),
          },
        ),
      ),
    close() {
      isClosed = true;
      pool.clear();
    },
  };
}

interface Streaming {
  readonly idleTimeoutInMillis: number;
  readonly begun: ResponseStreaming['begun'];
}
