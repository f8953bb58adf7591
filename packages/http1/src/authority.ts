import { isIPv6 } from 'node:net';
import { COLON, IS_HOST_NAME } from './octets.ts';

/**
 * Whether a text is `uri-host [":" port]` (RFC 9110 section 7.2) with a host that is not empty and a port that is
 * empty or at most 65535. An IPv6 address stands in brackets.
 */
export function isAuthority(text: string): boolean {
  const hostEnd = text.charCodeAt(0) === 0x5b ? bracketEnd(text) : nameEnd(text);
  if (hostEnd <= 0) return false;
  return hostEnd === text.length || (text.charCodeAt(hostEnd) === COLON && isPort(text, hostEnd + 1));
}

const DOT = 0x2e;

function nameEnd(text: string): number {
  let at = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (IS_HOST_NAME[code] !== 1) break;
    if (code === DOT && text.charCodeAt(at + 1) === DOT) return 0; // an empty label: no name in the DNS
    if (code === 0x25 && !/^%[0-9a-f]{2}/i.test(text.substring(at, at + 3))) return 0;
  }
  return at;
}

/** Addresses only: IPvFuture names nothing that exists. Zone ids are no part of a Host. */
function bracketEnd(text: string): number {
  const end = text.indexOf(']');
  const address = text.substring(1, end);
  return end > 0 && !address.includes('%') && isIPv6(address) ? end + 1 : 0;
}

function isPort(text: string, from: number): boolean {
  if (text.length - from > 5) return false;
  let port = 0;
  for (let at = from; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    port = port * 10 + digit;
  }
  return port <= 65535;
}
