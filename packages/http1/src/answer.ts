import type { ByteSocket } from './byte-socket.ts';
import type { HttpResponse } from './http-message.ts';
import type { OutputBuffer } from './output-buffer.ts';
import type { AnsweredRequest } from './response-head.ts';
import { contentLength, writeResponseHead } from './response-head.ts';

/** Octets of the whole stream, or how its end is told. */
export type StreamFraming = number | 'chunked' | 'until close';

export interface StreamHead {
  /** How the stream is to follow; undefined where none may. */
  readonly body: StreamFraming | undefined;
  /** The connection ends after it. */
  readonly close: boolean;
}

/**
 * Sends an answer that has no stream. Nothing of it is sent when this throws.
 * @returns whether the connection ends after it
 * @throws what the body throws, and TypeError for headers that cannot be sent
 */
export function sendAnswer(
  output: OutputBuffer,
  socket: ByteSocket,
  response: HttpResponse,
  request: AnsweredRequest,
): boolean {
  if (isBodiless(response.status)) {
    const close = writeResponseHead(output, response, 'none', request);
    output.send(socket);
    return close;
  }
  const body = response.body.bytes();
  const close = writeResponseHead(output, response, body.length, request);
  output.send(socket);
  if (body.length > 0 && !request.isHead) output.octets(socket, body);
  return close;
}

/**
 * Sends the head of an answer that has a stream. Nothing of it is sent when this throws.
 * @throws TypeError for headers that cannot be sent
 */
export function sendStreamHead(
  output: OutputBuffer,
  socket: ByteSocket,
  response: HttpResponse,
  request: AnsweredRequest,
): StreamHead {
  const body = contentLength(response.headers) ?? (request.isHttp10 ? 'until close' : 'chunked');
  const hasNone = isBodiless(response.status);
  const mustClose = request.mustClose || body === 'until close';
  const close = writeResponseHead(output, response, hasNone ? 'none' : body, { ...request, mustClose });
  output.send(socket);
  return { close, body: hasNone || request.isHead ? undefined : body };
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}
