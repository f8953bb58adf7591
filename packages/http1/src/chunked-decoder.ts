import type { BodyBuffer } from './body-buffer.ts';
import type { FieldLimits } from './field-section.ts';
import { FieldSection } from './field-section.ts';
import type { Header } from './header.ts';
import { isNamed } from './header.ts';
import { CR, HEX_DIGIT, HTAB, IS_FIELD_VALUE, LF, SEMICOLON, SP } from './octets.ts';
import type { Progress, Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';

/** 2 to the power of 52: exact in a number. */
const MAX_SIZE_DIGITS = 13;
/** All chunk extensions of a body together: nobody needs them, and without a bound they cost time for no body. */
const MAX_EXTENSION_BYTES = 4096;

/** The chunked coding (RFC 9112 section 7.1), octet by octet; only trailer lines may have to be given again. */
export class ChunkedDecoder {
  trailers: readonly Header[] = NO_HEADERS;
  refusal: Refusal | undefined;
  /** After `decode`: the first octet that was not used up. */
  position = 0;
  readonly #fields: FieldSection;
  #state: State = 'size';
  #digits = 0;
  #remaining = 0;
  #extensionBytes = 0;
  #maxBytes = 0;
  /** Of all chunks that have been announced. */
  #announcedBytes = 0;

  constructor(limits: FieldLimits) {
    this.#fields = new FieldSection(limits);
  }

  /** @param maxBytes a longer body is refused with 413 as soon as a chunk announces it */
  start(maxBytes: number): void {
    this.trailers = NO_HEADERS;
    this.refusal = undefined;
    this.#fields.reset();
    this.#state = 'size';
    this.#digits = 0;
    this.#remaining = 0;
    this.#extensionBytes = 0;
    this.#maxBytes = maxBytes;
    this.#announcedBytes = 0;
  }

  decode(octets: Buffer, from: number, body: BodyBuffer): Progress {
    let at = from;
    while (at < octets.length) {
      if (this.#state === 'data') {
        const end = Math.min(octets.length, at + this.#remaining);
        body.append(octets.subarray(at, end));
        this.#remaining -= end - at;
        at = end;
        if (this.#remaining === 0) this.#state = 'data CR';
        continue;
      }
      if (this.#state === 'trailers') return this.#parseTrailers(octets, at);
      const refusal = this.#take(octets[at] as number);
      if (refusal !== undefined) return this.#refuse(refusal);
      at++;
    }
    this.position = at;
    return 'incomplete';
  }

  /** Octets of the chunks so far, the one that was refused as too large with them. */
  get announcedBytes(): number {
    return this.#announcedBytes + (this.refusal === TOO_LARGE ? this.#remaining : 0);
  }

  /** One octet of a chunk's framing. */
  #take(octet: number): Refusal | undefined {
    switch (this.#state) {
      case 'size': {
        const digit = HEX_DIGIT[octet] as number;
        if (digit !== 255) {
          if (++this.#digits > MAX_SIZE_DIGITS) return BAD_SIZE;
          this.#remaining = this.#remaining * 16 + digit;
          return this.#announcedBytes + this.#remaining > this.#maxBytes ? TOO_LARGE : undefined;
        }
        if (this.#digits === 0) return BAD_SIZE;
        return this.#takeAfterSize(octet);
      }
      case 'space before extension':
        return octet === CR ? BAD_SIZE : this.#takeAfterSize(octet);
      case 'extension':
        if (octet === CR) this.#state = 'size LF';
        else if (IS_FIELD_VALUE[octet] !== 1) return BAD_EXTENSION;
        else if (++this.#extensionBytes > MAX_EXTENSION_BYTES) return EXTENSIONS_TOO_LONG;
        return undefined;
      case 'size LF':
        if (octet !== LF) return BAD_SIZE;
        this.#announcedBytes += this.#remaining;
        this.#state = this.#remaining === 0 ? 'trailers' : 'data';
        return undefined;
      case 'data CR':
        if (octet !== CR) return BAD_END;
        this.#state = 'data LF';
        return undefined;
      case 'data LF':
        if (octet !== LF) return BAD_END;
        this.#state = 'size';
        this.#digits = 0;
        return undefined;
      case 'data':
      case 'trailers':
        return undefined;
    }
  }

  #takeAfterSize(octet: number): Refusal | undefined {
    if (octet === CR) this.#state = 'size LF';
    else if (octet === SEMICOLON) this.#state = 'extension';
    else if (octet === SP || octet === HTAB) this.#state = 'space before extension';
    else return BAD_SIZE;
    return ++this.#extensionBytes > MAX_EXTENSION_BYTES ? EXTENSIONS_TOO_LONG : undefined;
  }

  #parseTrailers(octets: Buffer, at: number): Progress {
    // Nearly always: no trailers.
    if (octets[at] === CR && octets[at + 1] === LF && this.#fields.headers.length === 0) {
      this.position = at + 2;
      return 'done';
    }
    const progress = this.#fields.parse(octets, at, octets.toString('latin1', at), at);
    this.position = this.#fields.position;
    if (progress === 'refused') return this.#refuse(this.#fields.refusal ?? BAD_SIZE);
    if (progress === 'done') {
      this.trailers = this.#fields.headers;
      if (this.trailers.some(([name]) => FORBIDDEN_TRAILERS.some((forbidden) => isNamed(name, forbidden))))
        return this.#refuse(BAD_TRAILER);
    }
    return progress;
  }

  #refuse(refusal: Refusal): Progress {
    this.refusal = refusal;
    return 'refused';
  }
}

type State = 'size' | 'space before extension' | 'extension' | 'size LF' | 'data' | 'data CR' | 'data LF' | 'trailers';

const NO_HEADERS: readonly Header[] = [];
/** RFC 9110 section 6.5.1: what would change the framing or the routing of a message that has been framed and routed. */
const FORBIDDEN_TRAILERS = ['content-length', 'transfer-encoding', 'host', 'trailer'];

const BAD_SIZE = badRequest('invalid chunk size');
const BAD_EXTENSION = badRequest('invalid chunk extension');
const EXTENSIONS_TOO_LONG = badRequest('chunk extensions too long');
const BAD_END = badRequest('chunk data does not end where its size says');
const BAD_TRAILER = badRequest('trailer field that may not be one');
const TOO_LARGE: Refusal = { status: 413, reason: 'body too large' };
