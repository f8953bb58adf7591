import type { Header } from './header.ts';
import { isNamed, listNames } from './header.ts';
import { parseLength } from './request-framing.ts';

/** What the header section of a response says about the message itself. */
export interface FramingFields {
  /** Octets of the body. */
  readonly length: number | undefined;
  readonly chunked: boolean;
  /** `Connection` names them. */
  readonly closes: boolean;
  readonly keeps: boolean;
  /** From `Keep-Alive: timeout=`: how long the server keeps the idle connection. */
  readonly idleInSeconds: number | undefined;
}

/** The header section of a response. */
export interface ResponseFields {
  readonly headers: readonly Header[];
  /** Undefined for what could be read in two ways. */
  readonly framing: FramingFields | undefined;
}

export interface ResponseFraming {
  /** Octets of the body, 0 for none; `'chunked'`; `'until close'`. */
  readonly body: number | 'chunked' | 'until close';
  readonly keepAlive: boolean;
}

/**
 * RFC 9112 section 6.3. A length that is no length, or is given twice, and any transfer coding but chunked, is not framed:
 * where the body ends would be a guess.
 */
export function framingFields(headers: readonly Header[]): FramingFields | undefined {
  let length: number | undefined;
  let chunked = false;
  let closes = false;
  let keeps = false;
  let idleInSeconds: number | undefined;
  for (const [name, value] of headers) {
    switch (name.length) {
      case 10:
        if (isNamed(name, 'connection')) {
          closes ||= listNames(value, 'close');
          keeps ||= listNames(value, 'keep-alive');
        } else if (isNamed(name, 'keep-alive')) {
          idleInSeconds = idleTime(value) ?? idleInSeconds;
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
  return { length, chunked, closes, keeps, idleInSeconds };
}

/** Seconds of `timeout=5, max=100`. */
export function idleTime(keepAlive: string): number | undefined {
  const seconds = /(?:^|[,;\s])timeout=(\d{1,6})(?:$|[,;\s])/i.exec(keepAlive)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** Undefined for what could be read in two ways. */
export function frameResponse(
  status: number,
  minorVersion: 0 | 1,
  { length, chunked, closes, keeps }: FramingFields,
  isHead: boolean,
): ResponseFraming | undefined {
  if (chunked && length !== undefined) return undefined;
  const keepAlive = !closes && (minorVersion === 1 || keeps);
  if (isHead || status === 204 || status === 304) return { body: 0, keepAlive };
  const body = chunked ? 'chunked' : (length ?? 'until close');
  return { body, keepAlive: keepAlive && body !== 'until close' };
}
