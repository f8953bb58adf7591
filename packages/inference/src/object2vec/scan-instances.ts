import type { Instances } from './instances.ts';

/**
 * The instances of `{"instances":[{"in0":[863],"in1":[882]},...]}` from its octets, in a third of the time that it takes to parse and then to
 * read them. `undefined` for every other document, right or wrong: other keys, another order, other numbers than integers of up to nine digits.
 */
export function scanInstances(octets: Uint8Array): Instances | undefined {
  const in0: number[][] = [];
  const in1: number[][] = [];
  let at = after(octets, afterInstancesKey(octets, after(octets, 0, OPENING_BRACE)), OPENING_BRACKET);
  for (;;) {
    at = afterTokens(octets, after(octets, at, OPENING_BRACE), ZERO, in0);
    at = afterTokens(octets, after(octets, at, COMMA), ONE, in1);
    at = after(octets, at, CLOSING_BRACE);
    if (at < 0) return undefined;
    at = afterBlanks(octets, at);
    if (octets[at] !== COMMA) break;
    at++;
  }
  at = after(octets, after(octets, at, CLOSING_BRACKET), CLOSING_BRACE);
  return at > 0 && afterBlanks(octets, at) === octets.length ? { in0, in1 } : undefined;
}

const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const ZERO = 0x30;
const ONE = 0x31;
const LETTER_I = 0x69;
const LETTER_N = 0x6e;
const INSTANCES = new TextEncoder().encode('"instances"');
/** Longer ones may have more than 31 bits. */
const MAX_DIGITS = 9;

// Each of the following gives the position behind what it looks for; -1 where something else stands, and where it is given -1.

/** `"instances":` */
function afterInstancesKey(octets: Uint8Array, start: number): number {
  if (start < 0) return -1;
  const at = afterBlanks(octets, start);
  for (let i = 0; i < INSTANCES.length; i++) if (octets[at + i] !== INSTANCES[i]) return -1;
  return after(octets, at + INSTANCES.length, COLON);
}

/** `"in0":[863]`, whose tokens become another one of the lists. */
function afterTokens(octets: Uint8Array, start: number, side: number, lists: number[][]): number {
  if (start < 0) return -1;
  let at = afterBlanks(octets, start);
  if (octets[at] !== QUOTE || octets[at + 1] !== LETTER_I || octets[at + 2] !== LETTER_N) return -1;
  if (octets[at + 3] !== side || octets[at + 4] !== QUOTE) return -1;
  at = after(octets, after(octets, at + 5, COLON), OPENING_BRACKET);
  if (at < 0) return -1;
  let tokens: number[] | undefined;
  for (;;) {
    at = afterBlanks(octets, at);
    const first = at;
    let digit = (octets[at] as number) - ZERO;
    let token = 0;
    while (digit >= 0 && digit <= 9 && at - first < MAX_DIGITS) {
      token = token * 10 + digit;
      digit = (octets[++at] as number) - ZERO;
    }
    if (at === first || (octets[first] === ZERO && at > first + 1)) return -1;
    if (tokens === undefined) tokens = [token];
    else tokens.push(token);
    at = afterBlanks(octets, at);
    const code = octets[at++];
    if (code === COMMA) continue;
    if (code !== CLOSING_BRACKET) return -1;
    lists.push(tokens);
    return at;
  }
}

/** One octet, with blanks in front of it. */
function after(octets: Uint8Array, start: number, octet: number): number {
  if (start < 0) return -1;
  const at = afterBlanks(octets, start);
  return octets[at] === octet ? at + 1 : -1;
}

function afterBlanks(octets: Uint8Array, start: number): number {
  let at = start;
  let code = octets[at] as number;
  while (code <= 0x20 && (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09))
    code = octets[++at] as number;
  return at;
}
