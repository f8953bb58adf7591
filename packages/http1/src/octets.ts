/** Classes of octets, as tables: one look-up for each octet of a head. RFC 9110 section 5.6.2, RFC 9112 section 3. */

export const HTAB = 9;
export const LF = 10;
export const CR = 13;
export const SP = 32;
export const COLON = 58;
export const SEMICOLON = 59;
export const DEL = 127;

type OctetTable = Uint8Array;

/** `tchar`: methods and field names. */
export const IS_TOKEN: OctetTable = table(isTokenOctet);

/** What a field value may hold: HTAB, SP, VCHAR, obs-text. No other control character, DEL included. */
export const IS_FIELD_VALUE: OctetTable = table((octet) => octet === HTAB || (octet >= SP && octet !== DEL));

/**
 * What a request target may hold: visible ASCII. Quotes, braces and bars are no part of RFC 3986 but are in use; a
 * fragment is never sent, and octets above 127 must be percent-encoded.
 */
export const IS_TARGET: OctetTable = table((octet) => octet > SP && octet < DEL && octet !== 0x23);

/**
 * What a host may hold outside of brackets, without its port: `unreserved` of RFC 3986, and the percent sign. Its
 * `sub-delims` are in no host name that exists.
 */
export const IS_HOST_NAME: OctetTable = table(
  (octet) => isAlphanumeric(octet) || (octet < 128 && '-._~%'.includes(String.fromCharCode(octet))),
);

/** 0 to 15, or 255 for what is no hexadecimal digit. */
export const HEX_DIGIT: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) => {
  const value = Number.parseInt(String.fromCharCode(octet), 16);
  return Number.isNaN(value) ? 255 : value;
});

function isTokenOctet(octet: number): boolean {
  return isAlphanumeric(octet) || (octet < 128 && "!#$%&'*+-.^_`|~".includes(String.fromCharCode(octet)));
}

function isAlphanumeric(octet: number): boolean {
  return (octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 90) || (octet >= 97 && octet <= 122);
}

function table(contains: (octet: number) => boolean): OctetTable {
  return Uint8Array.from({ length: 256 }, (_, octet) => (contains(octet) ? 1 : 0));
}
