import type { Reply } from '@portico/api-compiler';
import { Payload } from '@portico/values';
import type { HttpClient } from './ports.ts';

/** The body of a reply for who has no use for its pieces. Rejects with what ends a stream before its end. */
export async function wholeBody({ body, stream }: Reply): Promise<Payload> {
  if (stream === undefined) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Payload.fromBytes(Buffer.concat(pieces));
}

/** An HTTP client for who answers without a network: a stream is the answer in one piece. */
export function inOnePiece(send: HttpClient['send']): HttpClient {
  return {
    send,
    async stream(call) {
      const outcome = await send(call);
      if ('failure' in outcome) return outcome;
      const { status, headers, body } = outcome;
      return { status, headers, body: onePiece(body) };
    },
  };
}

async function* onePiece(body: Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.length > 0) yield body;
}
