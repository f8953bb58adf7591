import type { FieldLimits } from './field-section.ts';
import { FieldSection } from './field-section.ts';
import type { Header } from './header.ts';
import { COLON, CR, DEL, IS_TOKEN, LF, SP } from './octets.ts';
import type { FramingFields, ResponseFields } from './response-framing.ts';
import { idleTime } from './response-framing.ts';

/**
 * The header section of a response that has come whole and holds nothing unusual, which is nearly always. It is read for what frames
 * the body, and its headers are made when somebody asks for them: most answers are used by their status and body alone.
 */
export class PlainFields implements ResponseFields, FramingFields {
  readonly framing: FramingFields = this;
  length: number | undefined = undefined;
  chunked = false;
  closes = false;
  keeps = false;
  idleInSeconds: number | undefined = undefined;
  readonly #octets: Buffer;
  readonly #from: number;
  /** Behind the empty line. */
  readonly end: number;
  #headers: readonly Header[] | undefined;

  private constructor(octets: Buffer, from: number, limits: FieldLimits) {
    this.#octets = octets;
    this.#from = from;
    this.end = this.#read(octets, from, limits);
  }

  /** Undefined: to be read by a `FieldSection`, which knows all that there is. */
  static read(octets: Buffer, from: number, limits: FieldLimits): PlainFields | undefined {
    const fields = new PlainFields(octets, from, limits);
    return fields.end === NOT_PLAIN ? undefined : fields;
  }

  get headers(): readonly Header[] {
    this.#headers ??= headersOf(this.#octets, this.#from, this.end);
    return this.#headers;
  }

  #read(octets: Buffer, from: number, { maxHeaderBytes, maxHeaders }: FieldLimits): number {
    // The line end takes two octets, which count.
    const stop = Math.min(octets.length, from + maxHeaderBytes) - 1;
    let at = from;
    for (let left = maxHeaders; ; left--) {
      if (octets[at] === CR) return octets[at + 1] === LF ? at + 2 : NOT_PLAIN;
      if (left === 0) return NOT_PLAIN;
      let colon = at;
      while (colon < stop && IS_TOKEN[octets[colon] as number] === 1) colon++;
      if (colon === at || octets[colon] !== COLON || octets[colon + 1] !== SP) return NOT_PLAIN;
      const value = colon + 2;
      let end = value;
      while (end < stop && isPlain(octets[end] as number)) end++;
      if (end >= stop || octets[end] !== CR || octets[end + 1] !== LF) return NOT_PLAIN;
      if (!this.#take(octets, at, colon, value, end)) return NOT_PLAIN;
      at = end + 2;
    }
  }

  /** @returns false for what has to be looked at more closely */
  #take(octets: Buffer, at: number, colon: number, value: number, end: number): boolean {
    switch (colon - at) {
      case CONNECTION.length: // and Keep-Alive
        if (spells(octets, at, colon, CONNECTION)) {
          if (spells(octets, value, end, KEEP_ALIVE)) this.keeps = true;
          else if (spells(octets, value, end, CLOSE)) this.closes = true;
          else return false;
        } else if (spells(octets, at, colon, KEEP_ALIVE)) {
          this.idleInSeconds = idleTime(octets.toString('latin1', value, end)) ?? this.idleInSeconds;
        }
        return true;
      case CONTENT_LENGTH.length:
        return !spells(octets, at, colon, CONTENT_LENGTH) || this.#takeLength(octets, value, end);
      case TRANSFER_ENCODING.length:
        return !spells(octets, at, colon, TRANSFER_ENCODING) || this.#takeCoding(octets, value, end);
      default:
        return true;
    }
  }

  #takeLength(octets: Buffer, value: number, end: number): boolean {
    if (this.length !== undefined || end === value || end - value > MAX_LENGTH_DIGITS) return false;
    let length = 0;
    for (let at = value; at < end; at++) {
      const digit = (octets[at] as number) - 0x30;
      if (digit < 0 || digit > 9) return false;
      length = length * 10 + digit;
    }
    this.length = length;
    return true;
  }

  #takeCoding(octets: Buffer, value: number, end: number): boolean {
    if (this.chunked || !spells(octets, value, end, CHUNKED)) return false;
    this.chunked = true;
    return true;
  }
}

const NOT_PLAIN = -1;
/** Fifteen are exact in a number. */
const MAX_LENGTH_DIGITS = 15;

const CONNECTION = Buffer.from('connection');
const KEEP_ALIVE = Buffer.from('keep-alive');
const CLOSE = Buffer.from('close');
const CONTENT_LENGTH = Buffer.from('content-length');
const TRANSFER_ENCODING = Buffer.from('transfer-encoding');
const CHUNKED = Buffer.from('chunked');

/** No tab: some take it for white space and some do not. */
function isPlain(octet: number): boolean {
  return octet >= SP && octet !== DEL;
}

/** Whatever the case. There is no control character in the octets. */
function spells(octets: Buffer, from: number, end: number, lowerCase: Buffer): boolean {
  if (end - from !== lowerCase.length) return false;
  for (let at = 0; at < lowerCase.length; at++) {
    if (((octets[from + at] as number) | LOWER_CASE_BIT) !== lowerCase[at]) return false;
  }
  return true;
}

const LOWER_CASE_BIT = 0x20;

function headersOf(octets: Buffer, from: number, end: number): readonly Header[] {
  const section = new FieldSection({ maxHeaderBytes: end - from, maxHeaders: Number.POSITIVE_INFINITY });
  section.parse(octets, from, octets.toString('latin1', from, end), from);
  return section.headers;
}
