import { isAuthority } from './authority.ts';
import type { Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';

export interface RequestTarget {
  /** Path and query as sent, or `*`. */
  readonly target: string;
  /** The authority of an absolute form. */
  readonly authority: string | undefined;
}

/** The forms of RFC 9112 section 3.2; `*` is for OPTIONS alone, and nothing is tunnelled. */
export function resolveTarget(method: string, sent: string): RequestTarget | Refusal {
  if (method === 'CONNECT') return { status: 501, reason: 'CONNECT' };
  if (sent.charCodeAt(0) === SLASH) return { target: sent, authority: undefined };
  if (sent === '*') return method === 'OPTIONS' ? { target: sent, authority: undefined } : badRequest('* as a target');
  const absolute = ABSOLUTE.exec(sent);
  if (absolute === null) return badRequest('target of an unknown form');
  const [, authority = '', path = ''] = absolute;
  if (!isAuthority(authority)) return badRequest('invalid authority in the target');
  // Section 3.2.4: OPTIONS for an authority without a path means the server as a whole.
  if (path === '') return { target: method === 'OPTIONS' ? '*' : '/', authority };
  return { target: path.charCodeAt(0) === SLASH ? path : `/${path}`, authority };
}

const SLASH = 0x2f;
/** Letters, digits, dots and hyphens, or an address in brackets: narrower than RFC 3986, as in nginx. */
const ABSOLUTE = /^https?:\/\/([a-z0-9.:-]*|\[[a-f0-9:.]*\](?::\d*)?)((?:[/?].*)?)$/i;
