import { isAuthority } from './authority.ts';
import type { Header } from './header.ts';
import { isNamed, listNames } from './header.ts';
import type { Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';

/** What the header section says about the message itself. */
export interface RequestFraming {
  /** Value of Host, or '' where HTTP/1.0 has none. */
  readonly host: string;
  /** Octets of the body, 0 for none, `'chunked'`. */
  readonly body: number | 'chunked';
  /** The client wants the connection kept. */
  readonly keepAlive: boolean;
  readonly expectsContinue: boolean;
}

/** RFC 9112 sections 3.2, 6 and 9.3, RFC 9110 section 10.1.1; whatever could be read in two ways is refused. */
export function frameRequest(headers: readonly Header[], minorVersion: 0 | 1): RequestFraming | Refusal {
  let host: string | undefined;
  let length: number | undefined;
  let chunked = false;
  let closes = false;
  let keeps = false;
  let expects = false;
  let expectsContinue = false;
  for (const [name, value] of headers) {
    switch (name.length) {
      case 4:
        if (!isNamed(name, 'host')) break;
        if (host !== undefined) return TWO_HOSTS;
        if (!isAuthority(value)) return INVALID_HOST;
        host = value;
        break;
      case 6:
        if (!isNamed(name, 'expect')) break;
        if (expects) return TWO_EXPECTATIONS;
        expects = true;
        if (minorVersion === 0) break;
        if (!isNamed(value, '100-continue')) return UNKNOWN_EXPECTATION;
        expectsContinue = true;
        break;
      case 10:
        if (!isNamed(name, 'connection')) break;
        closes ||= listNames(value, 'close');
        keeps ||= listNames(value, 'keep-alive');
        break;
      case 14:
        if (!isNamed(name, 'content-length')) break;
        if (length !== undefined) return TWO_LENGTHS;
        length = parseLength(value);
        if (length === undefined) return INVALID_LENGTH;
        break;
      case 17:
        if (!isNamed(name, 'transfer-encoding')) break;
        if (chunked) return TWO_CODINGS;
        if (!isNamed(value, 'chunked')) return codingRefusal(value);
        chunked = true;
        break;
    }
  }
  if (chunked && minorVersion === 0) return CODING_IN_1_0;
  if (chunked && length !== undefined) return LENGTH_AND_CODING;
  if (host === undefined && minorVersion === 1) return NO_HOST;
  const keepAlive = !closes && (minorVersion === 1 || keeps);
  return { host: host ?? '', body: chunked ? 'chunked' : (length ?? 0), keepAlive, expectsContinue };
}

/** Fifteen digits are exact in a number and more than anybody may send. */
const MAX_LENGTH_DIGITS = 15;

/** Digits alone: no sign, no list, no white space. */
export function parseLength(value: string): number | undefined {
  if (value.length === 0 || value.length > MAX_LENGTH_DIGITS) return undefined;
  let length = 0;
  for (let at = 0; at < value.length; at++) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return undefined;
    length = length * 10 + digit;
  }
  return length;
}

/** 501 for codings that are not implemented; 400 for what is no list of codings, or cannot be framed. */
function codingRefusal(value: string): Refusal {
  const codings = value.split(',').map((coding) => coding.trim().toLowerCase());
  if (codings.some((coding) => !/^[\w!#$%&'*+.^`|~-]+$/.test(coding))) return INVALID_CODING;
  const chunked = codings.indexOf('chunked');
  return chunked === -1 || chunked === codings.length - 1 ? UNKNOWN_CODING : CHUNKED_NOT_LAST;
}

const TWO_HOSTS = badRequest('more than one Host');
const INVALID_HOST = badRequest('invalid Host');
const NO_HOST = badRequest('no Host');
const TWO_LENGTHS = badRequest('more than one Content-Length');
const INVALID_LENGTH = badRequest('invalid Content-Length');
const LENGTH_AND_CODING = badRequest('both Content-Length and Transfer-Encoding');
const TWO_CODINGS = badRequest('more than one Transfer-Encoding');
const INVALID_CODING = badRequest('invalid Transfer-Encoding');
const CHUNKED_NOT_LAST = badRequest('chunked is not the last transfer coding');
const CODING_IN_1_0 = badRequest('Transfer-Encoding in HTTP/1.0');
const UNKNOWN_CODING: Refusal = { status: 501, reason: 'transfer coding other than chunked' };
const TWO_EXPECTATIONS = badRequest('more than one Expect');
const UNKNOWN_EXPECTATION: Refusal = { status: 417, reason: 'expectation other than 100-continue' };
