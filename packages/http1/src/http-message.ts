import type { ByteSocket, ByteSocketEvents } from './byte-socket.ts';
import type { Header } from './header.ts';
import type { HttpBody } from './incoming-body.ts';

/** An answer. `Content-Length`, `Transfer-Encoding`, `Connection` and a missing `Date` are set when it is written. */
export interface HttpResponse {
  /** 200 to 599. */
  readonly status: number;
  /** Sent in this order; values are Latin-1 without control characters. A list that is given again has not changed. */
  readonly headers: readonly Header[];
  /** Header lines with their ends, which are sent behind `headers` as they are: the program vouches for them. */
  readonly moreLines?: readonly Uint8Array[];
  /** The whole body; asked once, not changed afterwards. Ignored when there is a `stream`. */
  readonly body: { bytes(): Uint8Array };
  /**
   * Sent piece by piece, at the reader's pace. With a `Content-Length` among the headers it has that length, and a
   * stream that turns out longer or shorter breaks the connection; without one it goes out chunked (to HTTP/1.0: until
   * the end of the connection). Of an answer without a body (to HEAD, 204, 304) it is not read, and told so.
   */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** Decided from the head: how much body a request may have, then the answer. */
export interface HttpRequestHandler extends BodyLimit {
  /** An answer that is no promise is sent with the others of this round of the event loop. */
  handle(body: Uint8Array, trailers: readonly Header[]): HttpResponse | Promise<HttpResponse>;
}

/**
 * A handler that takes the body as it comes in. The peer is held up while pieces wait to be read, and told to continue
 * (`Expect: 100-continue`) when the first one is asked for. A body that does not come to its end (abandoned, too slow,
 * badly framed, longer than allowed) throws `HttpBodyError`; the connection has answered or ended then, and the handler's
 * answer is dropped. An answer that is given before the end of the body ends the connection, and the body with it.
 */
export interface HttpStreamHandler extends BodyLimit {
  handleStream(body: HttpBody): HttpResponse | Promise<HttpResponse>;
}

/** Takes the connection over, from this request on: it is the server's no longer. */
export interface HttpTakeover {
  /**
   * @param octets the head of the request, written anew with nothing lost, and what has come behind it
   * @returns what receives the socket's events from now on
   */
  takeOver(socket: ByteSocket, octets: Buffer): ByteSocketEvents;
}

interface BodyLimit {
  /** Longest body in octets. */
  readonly maxBodyBytes: number;
  /** The answer to a longer body; the connection is closed after it. */
  tooLarge(): HttpResponse;
}

/** A request before its body. Nothing is decoded, joined or sorted. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query exactly as sent (of an absolute form: what follows the authority), or `*`. */
  readonly target: string;
  readonly headers: readonly Header[];
  /** Whom the request is for: the authority of an absolute target, else Host; '' where HTTP/1.0 says neither. */
  readonly host: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly remoteAddress: string;
}
