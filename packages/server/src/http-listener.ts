import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { HeaderEntry, Reply } from '@portico/api-compiler';
import { Payload } from '@portico/values';

/** A request as it came over the wire: nothing decoded, nothing joined. */
export interface WireRequest {
  readonly method: string;
  /** Origin form: path and query exactly as sent. */
  readonly target: string;
  readonly headers: readonly HeaderEntry[];
  readonly host: string;
  readonly remoteAddress: string;
}

/** Decides from the head what becomes of a request: how much body it may have, then the answer. */
export interface RequestHandler {
  /** Longest body in bytes. */
  readonly maxBodyBytes: number;
  /** The answer to a body that is longer; the connection is closed after it. */
  tooLarge(): Reply;
  handle(body: Uint8Array): Reply | Promise<Reply>;
}

/**
 * HTTP/1.1 over `node:http`, which keeps the raw target, header case, order and repetition on both runtimes (`Bun.serve` does not).
 * What it accepts and the specification does not is refused here: two Hosts, repeated Content-Length, any Transfer-Encoding but chunked.
 *
 * @param route never throws; decides synchronously
 */
export function createListener(
  route: (request: WireRequest) => RequestHandler,
  reportFailure: (failure: unknown) => void,
): Listener {
  let draining = false;
  let active = 0;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEAD_BYTES,
      headersTimeout: HEAD_TIMEOUT_IN_MILLIS,
      requestTimeout: REQUEST_TIMEOUT_IN_MILLIS,
      keepAliveTimeout: KEEP_ALIVE_IN_MILLIS,
      connectionsCheckingInterval: 1000,
    },
    (incoming, response) => {
      active++;
      response.once('close', () => active--);
      serve(incoming, response).catch((failure: unknown) => {
        reportFailure(failure);
        response.destroy();
      });
    },
  );

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = pairs(incoming.rawHeaders);
    const refusal = refusalOf(headers);
    if (refusal !== undefined) return end(response, refusal, 'GET', true);
    const request: WireRequest = {
      method: incoming.method ?? 'GET',
      target: originForm(incoming.url ?? '/'),
      headers,
      host: incoming.headers.host ?? '',
      remoteAddress: plainAddress(incoming.socket.remoteAddress ?? ''),
    };
    const handler = route(request);
    const body = hasBody(incoming) ? await readBody(incoming, handler.maxBodyBytes) : NO_BODY;
    if (body === TOO_LARGE) return end(response, handler.tooLarge(), request.method, true);
    if (body === ABORTED) return;
    const reply = handler.handle(body);
    end(response, reply instanceof Promise ? await reply : reply, request.method, draining);
  }

  return {
    server,
    async drain(deadlineInMillis) {
      draining = true; // every answer from now on ends its connection
      const deadline = Date.now() + deadlineInMillis;
      await sleep(DRAIN_GRACE_IN_MILLIS); // what is on its way on open connections still arrives
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      while (active > 0 && Date.now() < deadline) await sleep(10);
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Listener {
  readonly server: Server;
  /** Answers what has been accepted, each with `Connection: close`, then closes. At most `deadlineInMillis`, and a short grace. */
  drain(deadlineInMillis: number): Promise<void>;
}

/** Room for the service's 10,240 bytes of headers and a URL of the same length. */
const MAX_HEAD_BYTES = 24 * 1024;
const HEAD_TIMEOUT_IN_MILLIS = 10_000;
const REQUEST_TIMEOUT_IN_MILLIS = 30_000;
const KEEP_ALIVE_IN_MILLIS = 65_000;
const DRAIN_GRACE_IN_MILLIS = 150;

const NO_BODY = new Uint8Array(0);
const TOO_LARGE = Symbol('too large');
const ABORTED = Symbol('aborted');

function pairs(rawHeaders: readonly string[]): readonly HeaderEntry[] {
  const headers: HeaderEntry[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return headers;
}

/** RFC 9112, sections 3.2 and 6.3: what must be refused to keep requests apart. */
function refusalOf(headers: readonly HeaderEntry[]): Reply | undefined {
  let hosts = 0;
  let lengths = 0;
  for (const [name, value] of headers) {
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
    else if (name.length === 14 && name.toLowerCase() === 'content-length') lengths++;
    else if (
      name.length === 17 &&
      name.toLowerCase() === 'transfer-encoding' &&
      value.trim().toLowerCase() !== 'chunked'
    )
      return BAD_REQUEST;
  }
  return hosts > 1 || lengths > 1 ? BAD_REQUEST : undefined;
}

const BAD_REQUEST: Reply = {
  status: 400,
  headers: [['Content-Type', 'application/json']],
  body: Payload.fromText('{"message":"Bad Request"}'),
};

/** `GET http://host/path HTTP/1.1` asks for `/path`. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const path = /^https?:\/\/[^/?#]*(.*)$/is.exec(target)?.[1];
  if (path === undefined) return `/${target}`;
  return path.startsWith('/') ? path : `/${path}`;
}

function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

function hasBody(incoming: IncomingMessage): boolean {
  const { headers } = incoming;
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] !== undefined && headers['content-length'] !== '0')
  );
}

function readBody(
  incoming: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array | typeof TOO_LARGE | typeof ABORTED> {
  return new Promise((resolve) => {
    if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) {
      resolve(TOO_LARGE);
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        incoming.pause();
        resolve(TOO_LARGE);
      } else {
        chunks.push(chunk);
      }
    });
    incoming.on('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
    incoming.on('aborted', () => resolve(ABORTED));
    incoming.on('error', () => resolve(ABORTED));
  });
}

function end(response: ServerResponse, reply: Reply, method: string, close: boolean): void {
  const flat: string[] = [];
  for (const [name, value] of reply.headers) flat.push(name, value);
  const bodiless = reply.status === 204 || reply.status === 304;
  const bytes = bodiless ? NO_BODY : reply.body.bytes();
  if (!bodiless) flat.push('Content-Length', String(bytes.length));
  if (close) flat.push('Connection', 'close');
  response.writeHead(reply.status, flat);
  if (method === 'HEAD' || bodiless) response.end();
  else response.end(bytes);
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
