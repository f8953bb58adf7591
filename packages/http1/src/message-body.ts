import { BodyBuffer } from './body-buffer.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';
import type { FieldLimits } from './field-section.ts';
import type { Header } from './header.ts';
import type { Progress, Refusal } from './refusal.ts';

/** The body of one message after the other, framed by a length or in chunks. */
export class MessageBody {
  refusal: Refusal | undefined;
  /** After `read`: the first octet that was not used up. */
  position = 0;
  readonly #limits: FieldLimits;
  readonly #buffer: BodyBuffer = new BodyBuffer();
  #decoder: ChunkedDecoder | undefined;
  #isChunked = false;
  #remaining = 0;

  constructor(limits: FieldLimits) {
    this.#limits = limits;
  }

  /** @param maxBytes of a chunked body; a length has been compared before */
  start(length: number | 'chunked', maxBytes: number): void {
    this.refusal = undefined;
    this.#isChunked = length === 'chunked';
    if (length === 'chunked') {
      this.#decoder ??= new ChunkedDecoder(this.#limits);
      this.#decoder.start(maxBytes);
    } else {
      this.#remaining = length;
    }
  }

  read(octets: Buffer, from: number): Progress {
    if (this.#isChunked && this.#decoder !== undefined) {
      const progress = this.#decoder.decode(octets, from, this.#buffer);
      this.position = this.#decoder.position;
      this.refusal = this.#decoder.refusal;
      return progress;
    }
    const end = Math.min(octets.length, from + this.#remaining);
    if (end > from) this.#buffer.append(piece(octets, from, end));
    this.#remaining -= end - from;
    this.position = end;
    return this.#remaining === 0 ? 'done' : 'incomplete';
  }

  /** What has been read; the next message starts empty. */
  take(): Uint8Array {
    return this.#buffer.take();
  }

  /** Octets of memory that what has been read takes. */
  get heldBytes(): number {
    return this.#buffer.heldBytes;
  }

  /** Octets of a chunked body that have been announced. */
  get announcedBytes(): number {
    return this.#isChunked ? (this.#decoder?.announcedBytes ?? 0) : 0;
  }

  /** The trailer fields of a chunked body. */
  get trailers(): readonly Header[] {
    return this.#isChunked ? (this.#decoder?.trailers ?? NONE) : NONE;
  }
}

/** A view makes the runtime move small octets to where they can be shared, which takes longer than copying them. */
function piece(octets: Buffer, from: number, end: number): Uint8Array {
  if (end - from > MAX_COPIED_BYTES) return octets.subarray(from, end);
  const copy = Buffer.allocUnsafe(end - from);
  octets.copy(copy, 0, from, end);
  return copy;
}

const MAX_COPIED_BYTES = 2048;
const NONE: readonly Header[] = [];
