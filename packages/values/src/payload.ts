import { parseJson } from './json-parse.ts';
import { printJson } from './json-print.ts';
import type { Value } from './value.ts';

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A body: bytes, text or a JSON value, each derived from what it was made of, lazily and at most once.
 * An in-process endpoint makes it from the value it computed; nothing is printed and parsed again.
 * The value is shared, not copied: whoever lets a template change it must own the payload.
 */
export class Payload {
  #bytes: Uint8Array | undefined;
  #text: string | undefined;
  /** `undefined`: not derived yet; `NOT_JSON`: derived, and the text is not JSON. */
  #value: Value | undefined | typeof NOT_JSON;
  /** Whether the bytes are UTF-8; `undefined`: they have not been decoded yet. */
  #isText: boolean | undefined;
  readonly #print: ((value: Value) => string) | undefined;

  private constructor(
    bytes: Uint8Array | undefined,
    text: string | undefined,
    value: Value | undefined,
    isText: boolean | undefined,
    print?: (value: Value) => string,
  ) {
    this.#print = print;
    this.#bytes = bytes;
    this.#text = text;
    this.#value = value;
    this.#isText = isText;
  }

  static readonly EMPTY: Payload = new Payload(new Uint8Array(0), '', undefined, true);

  static fromBytes(bytes: Uint8Array): Payload {
    return bytes.length === 0 ? Payload.EMPTY : new Payload(bytes, undefined, undefined, undefined);
  }

  /** @param bytes all below 128: nobody has to look whether they are UTF-8 */
  static fromAscii(bytes: Uint8Array): Payload {
    return bytes.length === 0 ? Payload.EMPTY : new Payload(bytes, undefined, undefined, true);
  }

  static fromText(text: string): Payload {
    return text === '' ? Payload.EMPTY : new Payload(undefined, text, undefined, true);
  }

  /**
   * `print`: the text that stands for the value where it is not `printJson`'s. It must read as this value: long decimals read as
   * BigDecimals, which print in another form.
   */
  static fromValue(value: Value, print?: (value: Value) => string): Payload {
    return new Payload(undefined, undefined, value, true, print);
  }

  get isEmpty(): boolean {
    return this === Payload.EMPTY;
  }

  bytes(): Uint8Array {
    this.#bytes ??= encoder.encode(this.text());
    return this.#bytes;
  }

  /** False for bytes that are not UTF-8: their text is not what was sent. */
  isText(): boolean {
    if (this.#isText === undefined) this.text();
    return this.#isText !== false;
  }

  /** The same body as far as text goes: bytes that are not UTF-8 become U+FFFD for good. */
  asText(): Payload {
    return this.isText() ? this : Payload.fromText(this.text());
  }

  base64(): string {
    const bytes = this.bytes();
    let latin1 = '';
    for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
      // A sixth of the time that spreading takes.
      const piece: string = Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + BYTES_AT_ONCE));
      latin1 += piece;
    }
    return btoa(latin1);
  }

  /** The bytes that base64 text stands for, `undefined` when it is not base64. */
  decodeBase64(): Payload | undefined {
    try {
      return Payload.fromBytes(bytesOf(atob(this.text())));
    } catch {
      return undefined;
    }
  }

  /** UTF-8; invalid sequences become U+FFFD. */
  text(): string {
    if (this.#text === undefined) {
      if (this.#bytes !== undefined) this.#text = this.#decode(this.#bytes);
      else if (this.#value !== undefined && this.#value !== NOT_JSON)
        this.#text = (this.#print ?? printJson)(this.#value);
      else throw new Error('a payload is made of bytes, text or a value');
    }
    return this.#text;
  }

  #decode(bytes: Uint8Array): string {
    try {
      const text = strictDecoder.decode(bytes);
      this.#isText = true;
      return text;
    } catch {
      this.#isText = false;
      return decoder.decode(bytes);
    }
  }

  /** The JSON value (arrays print as compact JSON in a template), `undefined` when the text is not JSON. */
  value(): Value | undefined {
    if (this.#value === undefined) this.#value = parse(this.text());
    return this.#value === NOT_JSON ? undefined : this.#value;
  }

  /** The value where it is at hand, without parsing anything. */
  valueAtHand(): Value | undefined {
    return this.#value === NOT_JSON ? undefined : this.#value;
  }

  /** Whether the bytes are more than `limit`; the text is encoded only when its length leaves that open. */
  exceeds(limit: number): boolean {
    if (this.#bytes !== undefined) return this.#bytes.length > limit;
    const { length } = this.text();
    if (length > limit) return true;
    return length * MAX_UTF8_BYTES_A_CODE_UNIT > limit && this.bytes().length > limit;
  }
}

const MAX_UTF8_BYTES_A_CODE_UNIT = 3;
/** A call takes so many arguments anywhere. */
const BYTES_AT_ONCE = 8192;

function bytesOf(latin1: string): Uint8Array {
  const bytes = new Uint8Array(latin1.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = latin1.charCodeAt(at);
  return bytes;
}

const NOT_JSON: unique symbol = Symbol('not JSON');

function parse(text: string): Value | typeof NOT_JSON {
  try {
    return parseJson(text, { lists: 'json' });
  } catch {
    return NOT_JSON;
  }
}
