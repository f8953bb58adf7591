import type { FieldLimits } from './field-section.ts';
import { FieldSection } from './field-section.ts';
import { CR, IS_FIELD_VALUE, LF, SP } from './octets.ts';
import { PlainFields } from './plain-fields.ts';
import type { Progress } from './refusal.ts';
import type { ResponseFields } from './response-framing.ts';
import { framingFields } from './response-framing.ts';

export interface ResponseHead {
  readonly status: number;
  readonly minorVersion: 0 | 1;
  readonly fields: ResponseFields;
}

/** Longest status line with its line end. */
const MAX_STATUS_LINE_BYTES = 8192;

/** Heads of responses, interim ones too. What is not one is only refused: a client has nobody to answer. */
export class ResponseHeadParser {
  head: ResponseHead | undefined;
  /** After `parse`: the first octet that was not used up. */
  position = 0;
  readonly #limits: FieldLimits;
  readonly #section: FieldSection;
  #hasLine = false;
  #status = 0;
  #minorVersion: 0 | 1 = 1;

  constructor(limits: FieldLimits) {
    this.#limits = limits;
    this.#section = new FieldSection(limits);
  }

  /** Octets that are not used up have to be given again, with more behind them. */
  parse(octets: Buffer, from: number): Progress {
    this.position = from;
    if (!this.#hasLine) {
      const progress = this.#parseLine(octets, from);
      if (progress !== 'done') return progress;
      this.#hasLine = true;
    }
    const progress = this.#parseFields(octets, this.position);
    if (progress === 'done') this.#hasLine = false;
    return progress;
  }

  #parseFields(octets: Buffer, from: number): Progress {
    const section = this.#section;
    const plain = section.headers.length === 0 ? PlainFields.read(octets, from, this.#limits) : undefined;
    if (plain !== undefined) {
      this.position = plain.end;
      this.head = { status: this.#status, minorVersion: this.#minorVersion, fields: plain };
      return 'done';
    }
    const text = octets.toString('latin1', from, endOfFields(octets, from));
    const progress = section.parse(octets, from, text, from);
    this.position = section.position;
    if (progress !== 'done') return progress;
    const { headers } = section;
    const fields = { headers, framing: framingFields(headers) };
    this.head = { status: this.#status, minorVersion: this.#minorVersion, fields };
    section.reset();
    return 'done';
  }

  /** RFC 9112 section 4. The phrase, and the space before it, may be missing. */
  #parseLine(octets: Buffer, from: number): Progress {
    const stop = Math.min(octets.length, from + MAX_STATUS_LINE_BYTES);
    const short = stop < octets.length || stop === from + MAX_STATUS_LINE_BYTES ? 'refused' : 'incomplete';
    for (let index = 0; index < START.length; index++) {
      if (from + index >= stop) return short;
      const octet = octets[from + index] as number;
      const expected = START.charCodeAt(index);
      const isDigit = octet >= 0x30 && octet <= 0x39;
      if (expected === DIGIT ? !isDigit : octet !== expected) return 'refused';
    }
    let at = from + START.length;
    if (at < stop && octets[at] !== SP && octets[at] !== CR) return 'refused';
    while (at < stop && IS_FIELD_VALUE[octets[at] as number] === 1) at++;
    if (at >= stop) return short;
    if (octets[at] !== CR) return 'refused';
    if (at + 1 >= stop) return short;
    if (octets[at + 1] !== LF) return 'refused';
    const minor = octets[from + 7];
    if (minor !== 0x30 && minor !== 0x31) return 'refused';
    this.#minorVersion = minor === 0x31 ? 1 : 0;
    this.#status = digit(octets, from + 9) * 100 + digit(octets, from + 10) * 10 + digit(octets, from + 11);
    this.position = at + 2;
    return this.#status < 100 || this.#status > 599 ? 'refused' : 'done';
  }
}

/** At least where the section ends, if it does: of a few octets, all. */
function endOfFields(octets: Buffer, from: number): number {
  if (octets.length - from <= FEW_BYTES) return octets.length;
  const end = octets.indexOf(EMPTY_LINE, from);
  return end === -1 ? octets.length : end + 2;
}

function digit(octets: Buffer, at: number): number {
  return (octets[at] as number) - 0x30;
}

/** Making text of all costs less than looking for the end. */
const FEW_BYTES = 2048;
/** `d` stands for a digit. */
const START = 'HTTP/1.d ddd';
const DIGIT = 0x64;
const EMPTY_LINE = Buffer.from('\r\n\r\n');
