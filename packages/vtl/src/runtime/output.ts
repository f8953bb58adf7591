import type { Value } from '@portico/values';
import type { Budget } from '../limits.ts';
import { TemplateLimitError } from '../template-error.ts';
import { printed } from './operations.ts';
import { writeDouble } from './write-double.ts';
import { writeInteger } from './write-integer.ts';

/** Bytes of the buffer. */
export const BUFFER_LENGTH = 16_384;
/** Bytes of the buffer that are free behind anything that has been written. */
export const ROOM_AFTER_WRITE = 128;
/** Longer texts are not copied to the buffer: they join the text in front of it. */
const LONGEST_COPY = 128;
const LAST_START = BUFFER_LENGTH - LONGEST_COPY - ROOM_AFTER_WRITE;

/** A text, or the octets of one that is ASCII. */
export type Rendered = string | Uint8Array<ArrayBuffer>;

/**
 * The output of one render: a text, and behind it ASCII characters in a buffer, where short pieces cost less than as strings to be joined.
 * Generated code keeps the position in the buffer; the functions here take it and give the one behind what they have written.
 */
export class Output {
  readonly bytes: Uint8Array<ArrayBuffer> = new Uint8Array(BUFFER_LENGTH);
  readonly view: DataView = new DataView(this.bytes.buffer);
  readonly budget: Budget;
  #text = '';
  #asOctets = false;
  readonly #decode: (end: number) => string = decoder(this.bytes);

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** All output, where wanted as the octets of an ASCII text; the next one starts empty. */
  take(at: number): Rendered {
    if (this.#asOctets && this.#text === '') return this.bytes.slice(0, at);
    const text = this.#text + this.#decode(at);
    this.#text = '';
    return text;
  }

  /** For the next render. @param asOctets whether `take` may give octets */
  reset(asOctets: boolean): void {
    this.#text = '';
    this.#asOctets = asOctets;
  }

  /** Puts the buffer and another text behind what there is. Throws TemplateLimitError when that is too long. */
  append(at: number, text: string): 0 {
    this.#text += this.#decode(at) + text;
    if (this.#text.length > this.budget.maxLength)
      throw new TemplateLimitError('output', `the output is longer than ${this.budget.maxLength} characters`);
    return 0;
  }
}

/** Node and Bun read Latin-1 in half of the time that TextDecoder takes. */
function decoder(bytes: Uint8Array<ArrayBuffer>): (end: number) => string {
  if (globalThis.Buffer !== undefined) {
    const buffer = Buffer.from(bytes.buffer);
    return (end) => (end === 0 ? '' : buffer.toString('latin1', 0, end));
  }
  const utf8 = new TextDecoder();
  return (end) => utf8.decode(bytes.subarray(0, end));
}

/** A full buffer becomes text. */
export function spill(output: Output, at: number): 0 {
  return output.append(at, '');
}

/** A text that is too long for the buffer or not ASCII. */
export function append(output: Output, at: number, text: string): 0 {
  return output.append(at, text);
}

/** A value as a reference prints it; `nullText` for null. */
export function write(output: Output, at: number, value: Value, nullText: string): number {
  if (typeof value === 'number') return writeNumber(output, at, value);
  return writeText(output, at, typeof value === 'string' ? value : printed(output, value, nullText));
}

function writeNumber(output: Output, at: number, value: number): number {
  if (at <= LAST_START) {
    if ((value | 0) === value) return writeInteger(output.bytes, at, value | 0);
    const end = writeDouble(output.bytes, output.view, at, value);
    if (end !== at) return end;
  }
  return writeText(output, at, printed(output, value, ''));
}

export function writeText(output: Output, at: number, text: string): number {
  const { length } = text;
  if (length > LONGEST_COPY || at > LAST_START) return output.append(at, text);
  const { bytes } = output;
  let seen = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    seen |= code;
    bytes[at + i] = code;
  }
  return seen < 128 ? at + length : output.append(at, text);
}

/** The part of a text from `from` up to `to`. */
export function writeRange(output: Output, at: number, text: string, from: number, to: number): number {
  const length = to - from;
  if (length > LONGEST_COPY || at > LAST_START) return output.append(at, text.slice(from, to));
  const { bytes } = output;
  let seen = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(from + i);
    seen |= code;
    bytes[at + i] = code;
  }
  return seen < 128 ? at + length : output.append(at, text.slice(from, to));
}

/** The bytes of an ASCII text. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
