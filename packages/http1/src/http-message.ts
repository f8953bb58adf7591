import type { Header } from './header.ts';
import type { RequestHead } from './request-head-parser.ts';

/** An answer. `Content-Length`, `Transfer-Encoding`, `Connection` and a missing `Date` are set when it is written. */
export interface HttpResponse {
  /** 200 to 599. */
  readonly status: number;
  /** Sent in this order; values are Latin-1 without control characters. */
  readonly headers: readonly Header[];
  /** The whole body; asked once, not changed afterwards. Ignored when there is a `stream`. */
  readonly body: { bytes(): Uint8Array };
  /** Sent piece by piece, at the reader's pace, chunked (to HTTP/1.0: until the end of the connection). */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** Decided from the head: how much body a request may have, then the answer. */
export interface HttpRequestHandler {
  /** Longest body in octets. */
  readonly maxBodyBytes: number;
  /** The answer to a longer body; the connection is closed after it. */
  tooLarge(): HttpResponse;
  /** An answer that is no promise is written at once. */
  handle(body: Uint8Array, trailers: readonly Header[]): HttpResponse | Promise<HttpResponse>;
}

export interface HttpRequest extends RequestHead {
  readonly remoteAddress: string;
}
