import { BACKSLASH, COLON, DOT, LETTER_E, MINUS, NINE, QUOTE, ZERO } from './json-codes.ts';
import type { ListKind } from './value.ts';

/**
 * Whether JSON.parse and JavaMap.fromParsed read a JSON text without loss: no Double that JavaScript takes for an integer (`1.0`, `1e3`, and
 * fractions so near to an integer that the nearest double is it), no integer of more than 15 digits, no BigDecimal, no key that
 * JavaScript moves to the front. False too for what nests deeper than `maxDepth`, and for some texts that would be read well.
 * Of a text that is not JSON it says nothing.
 */
export function isExactInJavaScript(text: string, lists: ListKind, maxDepth: number): boolean {
  const { length } = text;
  let depth = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at + 1);
      if (end < 0 || mayBeIndex(text, at + 1, end)) return false;
      at = end + 1;
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfExactNumber(text, at, lists);
      if (end < 0) return false;
      at = end;
    } else {
      // Brackets and braces differ in one bit.
      const bracket = code & ~0x20;
      if (bracket === OPENING) {
        if (++depth > maxDepth) return false;
      } else if (bracket === CLOSING) depth--;
      at++;
    }
  }
  return true;
}

const OPENING = 0x5b;
const CLOSING = 0x5d;

/** The place of the quote at the end, -1 when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end > start && text.charCodeAt(end - 1) === BACKSLASH && isEscaped(text, start, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end;
}

function isEscaped(text: string, start: number, end: number): boolean {
  let first = end;
  while (first > start && text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (end - first) % 2 === 1;
}

/** A key that starts with a digit, or with an escape, which may be one. */
function mayBeIndex(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (first !== BACKSLASH && (first < ZERO || first > NINE)) return false;
  let next = end + 1;
  while (text.charCodeAt(next) <= 0x20) next++;
  return text.charCodeAt(next) === COLON;
}

const MAX_INTEGER_DIGITS = 15;
/** With more digits in front of the point a fraction may be too small to be seen. */
const MAX_DIGITS_BEFORE_POINT = 8;
/** From here on a number that is not an integer is a BigDecimal, where arrays print as JSON. */
const BIG_DECIMAL_LENGTH = 19;

/** -1 for a number that has to be read from its own digits. */
function endOfExactNumber(text: string, start: number, lists: ListKind): number {
  let at = text.charCodeAt(start) === MINUS ? start + 1 : start;
  const first = at;
  let code = text.charCodeAt(at);
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
  if (at === first) return -1;
  if (code !== DOT) return at - first > MAX_INTEGER_DIGITS || (code | 0x20) === LETTER_E ? -1 : at;
  if (at - first > MAX_DIGITS_BEFORE_POINT) return -1;
  const point = at;
  code = text.charCodeAt(++at);
  if ((code === ZERO || code === NINE) && isNearInteger(text, at)) return -1;
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
  if ((code | 0x20) === LETTER_E || at === point + 1) return -1;
  return lists === 'json' && at - start >= BIG_DECIMAL_LENGTH ? -1 : at;
}

/** Digits behind a point: nothing but zeros, or seven zeros or nines. */
function isNearInteger(text: string, start: number): boolean {
  const repeated = text.charCodeAt(start);
  let at = start;
  while (text.charCodeAt(at) === repeated) at++;
  if (at - start >= 7) return true;
  const next = text.charCodeAt(at);
  return repeated === ZERO && !(next >= ZERO && next <= NINE);
}
