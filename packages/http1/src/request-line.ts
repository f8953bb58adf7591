import { tokenText } from './known-tokens.ts';
import { CR, IS_TARGET, IS_TOKEN, LF, SP } from './octets.ts';
import type { Progress, Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';

/** Longer than any registered method: `UPDATEREDIRECTREF` has 17 letters. */
const MAX_METHOD_BYTES = 32;
/** `HTTP/1.1` */
const VERSION_BYTES = 8;

/** The first line of a request (RFC 9112 section 3): two single spaces, nothing else is a separator. */
export class RequestLine {
  method = '';
  /** Exactly as sent. */
  target = '';
  minorVersion: 0 | 1 = 1;
  refusal: Refusal | undefined;
  /** After `parse` gave `done`: the first octet of the next line. */
  position = 0;
  readonly #maxBytes: number;

  /** @param maxBytes with its line end */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  parse(octets: Buffer, from: number): Progress {
    const limit = from + this.#maxBytes;
    const stop = limit < octets.length ? limit : octets.length;
    const short = stop === limit ? TOO_LONG : undefined;

    let space = from;
    const methodStop = from + MAX_METHOD_BYTES;
    while (space < stop && IS_TOKEN[octets[space] as number] === 1) {
      if (space === methodStop) return this.#refuse(UNKNOWN_METHOD);
      space++;
    }
    if (space === stop) return this.#short(short);
    if (octets[space] !== SP || space === from) return this.#refuse(badRequest('no method'));

    let afterTarget = space + 1;
    while (afterTarget < stop && IS_TARGET[octets[afterTarget] as number] === 1) afterTarget++;
    if (afterTarget === stop) return this.#short(short);
    if (octets[afterTarget] !== SP || afterTarget === space + 1) return this.#refuse(badRequest('invalid target'));

    const version = afterTarget + 1;
    for (let at = version; at < version + VERSION_BYTES + 2; at++) {
      if (at >= stop) return this.#short(short);
      if (!fitsVersion(octets[at] as number, at - version)) return this.#refuse(badRequest('invalid version'));
    }
    const minor = octets[version + 7];
    if (octets[version + 5] !== 0x31 || (minor !== 0x30 && minor !== 0x31)) return this.#refuse(UNKNOWN_VERSION);

    this.method = tokenText(octets, from, space);
    this.target = octets.toString('latin1', space + 1, afterTarget);
    this.minorVersion = minor === 0x31 ? 1 : 0;
    this.position = version + VERSION_BYTES + 2;
    return 'done';
  }

  #short(refusal: Refusal | undefined): Progress {
    return refusal === undefined ? 'incomplete' : this.#refuse(refusal);
  }

  #refuse(refusal: Refusal): Progress {
    this.refusal = refusal;
    return 'refused';
  }
}

const TOO_LONG: Refusal = { status: 414, reason: 'request line too long' };
const UNKNOWN_METHOD: Refusal = { status: 501, reason: 'method too long' };
const UNKNOWN_VERSION: Refusal = { status: 505, reason: 'HTTP version other than 1.0 and 1.1' };

const VERSION_START = [0x48, 0x54, 0x54, 0x50, 0x2f];

/** `HTTP/d.d` CR LF, octet by octet. */
function fitsVersion(octet: number, index: number): boolean {
  if (index < 5) return octet === VERSION_START[index];
  if (index === 6) return octet === 0x2e;
  if (index === 8) return octet === CR;
  if (index === 9) return octet === LF;
  return octet >= 0x30 && octet <= 0x39;
}
