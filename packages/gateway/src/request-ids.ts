import type { RequestIds } from '@portico/api-compiler';
import { entriesOf } from './all-headers.ts';

/** Writes random characters into octets. */
export type RandomText = (into: Uint8Array, at: number, characters: number) => void;

export interface RandomTexts {
  /** Hexadecimal digits, in lower case. */
  readonly hex: RandomText;
  readonly base64url: RandomText;
}

/**
 * The ids of a new request: a UUID (version 4), and 16 characters of which the last is `=`. They are octets from the start: all that
 * becomes of most of them is two lines of the answer, and texts would take three times as long to make and to write.
 * @param named a UUID that the caller gave the request
 */
export function drawRequestIds({ hex, base64url }: RandomTexts, named?: string): RequestIds {
  const lines = new Uint8Array(FORM.length);
  lines.set(FORM);
  if (named === undefined) {
    hex(lines, UUID_AT, UUID_LENGTH);
    for (let index = 0; index < DASHES.length; index++) lines[UUID_AT + (DASHES[index] as number)] = DASH;
    lines[UUID_AT + VERSION_AT] = FOUR;
    // The variant of RFC 9562: binary 10 in front of two random bits.
    const digit = lines[UUID_AT + VARIANT_AT] as number;
    lines[UUID_AT + VARIANT_AT] = VARIANTS[(digit <= NINE ? digit : digit + 1) & 3] as number;
  } else {
    for (let at = 0; at < UUID_LENGTH; at++) lines[UUID_AT + at] = named.charCodeAt(at);
  }
  base64url(lines, EXTENDED_AT, EXTENDED_LENGTH - 1);
  return new WrittenIds(lines);
}

/** Ids that are given as texts. */
export function requestIds(requestId: string, extendedRequestId: string): RequestIds {
  return new WrittenIds(
    Buffer.from(`${REQUEST_ID}: ${requestId}\r\n${EXTENDED_REQUEST_ID}: ${extendedRequestId}\r\n`, 'latin1'),
  );
}

class WrittenIds implements RequestIds {
  readonly lines: Uint8Array;
  #values: readonly string[] | undefined;

  constructor(lines: Uint8Array) {
    this.lines = lines;
  }

  get requestId(): string {
    return this.#value(0);
  }

  get extendedRequestId(): string {
    return this.#value(1);
  }

  #value(index: number): string {
    this.#values ??= entriesOf(this.lines).map(([, value]) => value);
    return this.#values[index] ?? '';
  }
}

const REQUEST_ID = 'x-amzn-RequestId';
const EXTENDED_REQUEST_ID = 'x-amz-apigw-id';
const NO_UUID = '00000000-0000-4000-8000-000000000000';
const FORM: Uint8Array = Buffer.from(`${REQUEST_ID}: ${NO_UUID}\r\n${EXTENDED_REQUEST_ID}: 000000000000000=\r\n`);
const UUID_AT = REQUEST_ID.length + 2;
const UUID_LENGTH = NO_UUID.length;
const DASHES: readonly number[] = [8, 13, 18, 23];
const DASH = 0x2d;
const VERSION_AT = 14;
const VARIANT_AT = 19;
const EXTENDED_LENGTH = 16;
const EXTENDED_AT = FORM.length - 2 - EXTENDED_LENGTH;
const FOUR = 0x34;
const NINE = 0x39;
const VARIANTS: Uint8Array = Buffer.from('89ab');
