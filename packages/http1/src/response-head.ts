import { dateLine } from './date-line.ts';
import type { Header } from './header.ts';
import { isNamed, listNames } from './header.ts';
import { IS_FIELD_VALUE, IS_TOKEN } from './octets.ts';
import { parseLength } from './request-framing.ts';
import { statusLine } from './status-line.ts';

/** What the connection decides about an answer. */
export interface ResponseFraming {
  /** Octets of the body; `'chunked'`; `'until close'`; `'none'` for an answer that has no body by its status. */
  readonly body: number | 'chunked' | 'until close' | 'none';
  readonly connection: 'close' | 'keep-alive' | undefined;
}

/**
 * The head of an answer as Latin-1 text, up to and with the empty line.
 * @throws TypeError for a name or value that would not arrive as it is, or not as one header
 */
export function responseHead(status: number, headers: readonly Header[], framing: ResponseFraming): string {
  let text = statusLine(status);
  let dated = false;
  for (const [name, value] of headers) {
    switch (name.length) {
      case 4:
        dated ||= isNamed(name, 'date');
        break;
      case 10:
        if (isNamed(name, 'connection') || isNamed(name, 'keep-alive')) continue;
        break;
      case 14:
        if (isNamed(name, 'content-length')) continue;
        break;
      case 17:
        if (isNamed(name, 'transfer-encoding')) continue;
        break;
    }
    text += headerLine(name, value);
  }
  if (!dated) text += dateLine();
  const { body, connection } = framing;
  if (typeof body === 'number') text += `Content-Length: ${body}\r\n`;
  else if (body === 'chunked') text += 'Transfer-Encoding: chunked\r\n';
  if (connection === 'close') text += 'Connection: close\r\n';
  else if (connection === 'keep-alive') text += 'Connection: keep-alive\r\n';
  return `${text}\r\n`;
}

/**
 * The length that the headers of an answer state; undefined when they state none.
 * @throws TypeError for what is no length, or more than one
 */
export function contentLength(headers: readonly Header[]): number | undefined {
  let length: number | undefined;
  for (const [name, value] of headers) {
    if (!isNamed(name, 'content-length')) continue;
    const parsed = parseLength(value);
    if (parsed === undefined || length !== undefined) throw new TypeError('invalid Content-Length of an answer');
    length = parsed;
  }
  return length;
}

/** Whether the headers of an answer ask for the end of the connection. */
export function asksToClose(headers: readonly Header[]): boolean {
  for (const [name, value] of headers) if (isNamed(name, 'connection') && listNames(value, 'close')) return true;
  return false;
}

/**
 * One field line. A code unit above 255 would be cut to its low octet, which may be a line end.
 * @throws TypeError
 */
export function headerLine(name: string, value: string): string {
  if (!isFieldName(name)) throw new TypeError(`invalid header name ${JSON.stringify(name)}`);
  for (let at = 0; at < value.length; at++) {
    // Beyond the table it is undefined, which is not 1 either.
    if (IS_FIELD_VALUE[value.charCodeAt(at)] !== 1) throw new TypeError(`invalid character in the value of ${name}`);
  }
  return `${name}: ${value}\r\n`;
}

/** Names come from templates and tables, so the same few come again and again. */
const knownNames = new Set<string>();
const MAX_KNOWN_NAMES = 1000;

function isFieldName(name: string): boolean {
  if (knownNames.has(name)) return true;
  if (name === '') return false;
  for (let at = 0; at < name.length; at++) if (IS_TOKEN[name.charCodeAt(at)] !== 1) return false;
  if (knownNames.size < MAX_KNOWN_NAMES && name.length < 100) knownNames.add(name);
  return true;
}
