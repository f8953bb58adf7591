import { isNamed } from './header.ts';
import { COLON, IS_TOKEN, SP } from './octets.ts';

/** A header name that may be sent. */
export interface FieldName {
  readonly text: string;
  /** As it is written, with the colon and a space behind it. */
  readonly octets: Uint8Array;
  /** In lower case, where the connection has a say in the header. */
  readonly special: SpecialName | undefined;
  /** The value it had last and the whole line of the two; undefined for a name whose values vary. */
  last: { readonly value: string; readonly line: Uint8Array } | undefined;
  /** How many other values came in a row. */
  changes: number;
}

export type SpecialName = (typeof SPECIAL)[number];

const SPECIAL = ['connection', 'content-length', 'date', 'host', 'keep-alive', 'transfer-encoding'] as const;

/** Names come from templates and tables, so the same few come again and again. */
const known = new Map<string, FieldName>();
const MAX_KNOWN_NAMES = 1000;
const MAX_KNOWN_LENGTH = 100;

/** @throws TypeError for what is no name */
export function fieldName(name: string): FieldName {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made: FieldName = {
    text: name,
    octets: octetsOf(name),
    special: SPECIAL.find((special) => isNamed(name, special)),
    last: undefined,
    changes: 0,
  };
  if (known.size < MAX_KNOWN_NAMES && name.length < MAX_KNOWN_LENGTH) known.set(name, made);
  return made;
}

function octetsOf(name: string): Uint8Array {
  const octets = new Uint8Array(name.length + 2);
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    // Beyond the table it is undefined, which is not 1 either.
    if (IS_TOKEN[code] !== 1) throw new TypeError(`invalid header name ${JSON.stringify(name)}`);
    octets[at] = code;
  }
  if (name === '') throw new TypeError('empty header name');
  octets[name.length] = COLON;
  octets[name.length + 1] = SP;
  return octets;
}
