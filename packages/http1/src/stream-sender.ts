import type { StreamFraming } from './answer.ts';

export interface StreamTarget {
  /** A stream that is longer or shorter than its length fails. */
  readonly body: StreamFraming;
  /** @returns a promise when the reader has to catch up first */
  readonly send: (piece: Uint8Array) => Promise<void> | undefined;
}

export interface StreamSending {
  /** Rejects when the stream does. */
  readonly done: Promise<void>;
  /** Nobody reads any more: the stream is told at once. */
  readonly abandon: () => void;
}

/** Sends a stream piece by piece, the next one asked for when the reader has taken the last. */
export function sendStream(stream: AsyncIterable<Uint8Array>, { body, send }: StreamTarget): StreamSending {
  const iterator = stream[Symbol.asyncIterator]();
  const chunked = body === 'chunked';
  let remaining = typeof body === 'number' ? body : Number.POSITIVE_INFINITY;
  let abandoned = false;

  async function run(): Promise<void> {
    for (;;) {
      const { done, value } = await iterator.next();
      if (abandoned) return;
      if (done === true) break;
      remaining -= value.length;
      if (remaining < 0) {
        leave(iterator);
        throw new Error('the stream is longer than its Content-Length');
      }
      // An empty chunk would end the body.
      if (value.length > 0) await send(chunked ? chunk(value) : value);
      if (abandoned) return;
    }
    if (remaining > 0 && Number.isFinite(remaining)) throw new Error('the stream is shorter than its Content-Length');
    if (chunked) await send(LAST_CHUNK);
  }

  return {
    done: run(),
    abandon() {
      abandoned = true;
      leave(iterator);
    },
  };
}

/** A stream that nobody will read is told, so that it lets go of what it holds. */
export function leaveUnread(stream: AsyncIterable<Uint8Array> | undefined): void {
  if (stream !== undefined) leave(stream[Symbol.asyncIterator]());
}

function leave(iterator: AsyncIterator<Uint8Array>): void {
  iterator.return?.().catch(() => {}); // nobody is left to be told
}

/** RFC 9112 section 7.1: size, data, each with its line end, in one piece so that it is one write. */
function chunk(data: Uint8Array): Uint8Array {
  const size = data.length.toString(16);
  const octets = Buffer.allocUnsafe(size.length + data.length + 4);
  octets.write(`${size}\r\n`, 0, 'latin1');
  octets.set(data, size.length + 2);
  octets.write('\r\n', size.length + 2 + data.length);
  return octets;
}

const LAST_CHUNK: Uint8Array = Buffer.from('0\r\n\r\n', 'latin1');
