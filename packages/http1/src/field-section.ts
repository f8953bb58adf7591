import type { Header } from './header.ts';
import { isNamed } from './header.ts';
import { tokenText } from './known-tokens.ts';
import { COLON, CR, HTAB, IS_FIELD_VALUE, IS_TOKEN, LF, SP } from './octets.ts';
import type { Progress, Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';

export interface FieldLimits {
  /** All field lines together, with their line ends. */
  readonly maxHeaderBytes: number;
  readonly maxHeaders: number;
}

/**
 * Field lines up to and with the empty line that ends them (RFC 9112 section 5): a header or a trailer section. Octets
 * are judged one after the other, each by what came before it, so that the outcome does not depend on how they were cut.
 */
export class FieldSection {
  headers: Header[] = [];
  refusal: Refusal | undefined;
  /** After `parse`: the first octet that was not used up. */
  position = 0;
  readonly #limits: FieldLimits;
  #bytes = 0;

  constructor(limits: FieldLimits) {
    this.#limits = limits;
  }

  /** Whether a line of it has been used up. */
  get isStarted(): boolean {
    return this.#bytes > 0;
  }

  /** For the next message. The list of headers given out before stays as it is. */
  reset(): void {
    this.headers = [];
    this.refusal = undefined;
    this.#bytes = 0;
  }

  /**
   * Parses whole lines from `from` on. A line that is not complete is not used up: give it again, with more behind it.
   * @param text the octets from `base` on as Latin-1, at least up to the end of the section if that is in `octets`
   */
  parse(octets: Buffer, from: number, text: string, base: number): Progress {
    const end = octets.length;
    let at = from;
    for (;;) {
      this.position = at;
      if (at === end) return 'incomplete';
      if (octets[at] === CR) {
        if (at + 1 === end) return 'incomplete';
        if (octets[at + 1] !== LF) return this.#refuse(BARE_CR);
        this.position = at + 2;
        return 'done';
      }
      const limit = at + this.#limits.maxHeaderBytes - this.#bytes;
      const stop = limit < end ? limit : end;

      let colon = at;
      while (colon < stop && IS_TOKEN[octets[colon] as number] === 1) colon++;
      if (colon === stop) return stop === limit ? this.#refuse(TOO_LARGE) : 'incomplete';
      if (octets[colon] !== COLON) return this.#refuse(nameRefusal(octets[colon] as number, colon === at));
      if (colon === at) return this.#refuse(EMPTY_NAME);

      let first = colon + 1;
      let tabbed = false;
      while (first < stop && (octets[first] === SP || octets[first] === HTAB)) {
        tabbed ||= octets[first] === HTAB;
        first++;
      }
      let last = first;
      while (last < stop && IS_FIELD_VALUE[octets[last] as number] === 1) last++;
      // The line's CR and LF count too.
      if (last + 1 >= stop) {
        if (last < stop && octets[last] !== CR) return this.#refuse(valueRefusal(octets[last] as number));
        return stop === limit ? this.#refuse(TOO_LARGE) : 'incomplete';
      }
      if (octets[last] !== CR) return this.#refuse(valueRefusal(octets[last] as number));
      if (octets[last + 1] !== LF) return this.#refuse(BARE_CR);
      if (this.headers.length === this.#limits.maxHeaders) return this.#refuse(TOO_MANY);

      const next = last + 2;
      while (last > first && (octets[last - 1] === SP || octets[last - 1] === HTAB)) {
        last--;
        tabbed ||= octets[last] === HTAB;
      }
      const name = tokenText(octets, at, colon);
      if (tabbed && FRAMING.some((framing) => isNamed(name, framing))) return this.#refuse(TABBED);
      this.headers.push([name, text.substring(first - base, last - base)]);
      this.#bytes += next - at;
      at = next;
    }
  }

  #refuse(refusal: Refusal): Progress {
    this.refusal = refusal;
    return 'refused';
  }
}

/**
 * A tab is white space around a value (RFC 9110 section 5.6.3), but not to every server: nginx takes it for a part of the
 * value, so that these could be read in two ways.
 */
const FRAMING = ['content-length', 'transfer-encoding', 'host'];

const TABBED = badRequest('tab around a value that frames or routes');
const BARE_CR = badRequest('CR without LF');
const EMPTY_NAME = badRequest('empty field name');
const TOO_LARGE: Refusal = { status: 431, reason: 'header section too large' };
const TOO_MANY: Refusal = { status: 431, reason: 'too many header fields' };

function nameRefusal(octet: number, isFirst: boolean): Refusal {
  if (octet === LF) return badRequest('LF without CR');
  if (octet === SP || octet === HTAB) return badRequest(isFirst ? 'folded header field' : 'space in a field name');
  return badRequest('invalid field name');
}

function valueRefusal(octet: number): Refusal {
  return badRequest(octet === LF ? 'LF without CR' : 'control character in a field value');
}
