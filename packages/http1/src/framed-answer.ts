import type { HttpResponse } from './http-message.ts';
import { asksToClose, contentLength, responseHead } from './response-head.ts';

/** An answer ready to be sent. */
export interface FramedAnswer {
  /** Up to and with the empty line. */
  readonly head: string;
  /** Undefined where a stream is sent, and where the status allows none. */
  readonly body: Uint8Array | undefined;
  readonly stream: { readonly pieces: AsyncIterable<Uint8Array>; readonly body: StreamFraming } | undefined;
  /** The connection ends after it. */
  readonly close: boolean;
}

/** Octets of the whole stream, or how its end is told. */
export type StreamFraming = number | 'chunked' | 'until close';

/**
 * Decides how an answer is framed.
 * @param mustClose the connection cannot be kept
 * @throws what the body throws, and TypeError for headers that cannot be sent
 */
export function frameAnswer(response: HttpResponse, isHttp10: boolean, mustClose: boolean): FramedAnswer {
  const { status, headers, stream: pieces } = response;
  const isBodiless = status === 204 || status === 304;
  const framing: StreamFraming | undefined =
    pieces === undefined ? undefined : (contentLength(headers) ?? (isHttp10 ? 'until close' : 'chunked'));
  const body = isBodiless || pieces !== undefined ? undefined : response.body.bytes();
  const close = mustClose || asksToClose(headers) || framing === 'until close';
  const head = responseHead(status, headers, {
    body: isBodiless ? 'none' : (body?.length ?? framing ?? 0),
    connection: close ? 'close' : isHttp10 ? 'keep-alive' : undefined,
  });
  const stream = pieces === undefined || framing === undefined || isBodiless ? undefined : { pieces, body: framing };
  return { head, body, stream, close };
}
