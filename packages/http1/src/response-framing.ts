import { isNamed, listNames } from './header.ts';
import { parseLength } from './request-framing.ts';
import type { ResponseHead } from './response-head-parser.ts';

export interface ResponseFraming {
  /** Octets of the body, 0 for none; `'chunked'`; `'until close'`. */
  readonly body: number | 'chunked' | 'until close';
  readonly keepAlive: boolean;
  /** From `Keep-Alive: timeout=`: how long the server keeps the idle connection. */
  readonly idleInSeconds: number | undefined;
}

/**
 * RFC 9112 section 6.3. A length that is no length, or is given twice, and any transfer coding but chunked, is not framed:
 * where the body ends would be a guess.
 */
export function frameResponse(
  { status, minorVersion, headers }: ResponseHead,
  isHead: boolean,
): ResponseFraming | undefined {
  let length: number | undefined;
  let chunked = false;
  let closes = false;
  let keeps = false;
  let idleInSeconds: number | undefined;
  for (const [name, value] of headers) {
    switch (name.length) {
      case 10:
        if (isNamed(name, 'connection')) {
          if (isNamed(value, 'keep-alive'))
            keeps = true; // nearly always
          else {
            closes ||= listNames(value, 'close');
            keeps ||= listNames(value, 'keep-alive');
          }
        } else if (isNamed(name, 'keep-alive')) {
          const seconds = /(?:^|[,;\s])timeout=(\d{1,6})(?:$|[,;\s])/i.exec(value)?.[1];
          if (seconds !== undefined) idleInSeconds = Number(seconds);
        }
        break;
      case 14: {
        if (!isNamed(name, 'content-length')) break;
        const parsed = parseLength(value);
        if (parsed === undefined || length !== undefined) return undefined;
        length = parsed;
        break;
      }
      case 17:
        if (!isNamed(name, 'transfer-encoding')) break;
        if (chunked || !isNamed(value, 'chunked')) return undefined;
        chunked = true;
        break;
    }
  }
  if (chunked && length !== undefined) return undefined;
  const keepAlive = !closes && (minorVersion === 1 || keeps);
  if (isHead || status === 204 || status === 304) return { body: 0, keepAlive, idleInSeconds };
  const body = chunked ? 'chunked' : (length ?? 'until close');
  return { body, keepAlive: keepAlive && body !== 'until close', idleInSeconds };
}
