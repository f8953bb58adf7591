import { dateLine } from './date-line.ts';
import { fieldName } from './field-name.ts';
import type { Header } from './header.ts';
import { bytesOfLines, isNamed, listNames } from './header.ts';
import type { HttpResponse } from './http-message.ts';
import type { OutputBuffer } from './output-buffer.ts';
import { parseLength } from './request-framing.ts';
import { statusLine } from './status-line.ts';

/** What an answer's head has to say of the connection. */
export interface AnsweredRequest {
  readonly isHead: boolean;
  readonly isHttp10: boolean;
  /** The connection cannot be kept. */
  readonly mustClose: boolean;
}

/** Octets of the body; `'chunked'`; `'until close'`; `'none'` for an answer that has no body by its status. */
export type BodyFraming = number | 'chunked' | 'until close' | 'none';

/**
 * Begins a message with the head of an answer, up to and with the empty line.
 * @returns whether the connection ends after the answer
 * @throws TypeError for a name or value that would not arrive as it is, or not as one header
 */
export function writeResponseHead(
  output: OutputBuffer,
  { status, headers, moreLines = NO_LINES }: Pick<HttpResponse, 'status' | 'headers' | 'moreLines'>,
  body: BodyFraming,
  { isHttp10, mustClose }: AnsweredRequest,
): boolean {
  let bytes = OWN_LINES_BYTES + bytesOfLines(headers);
  for (const lines of moreLines) bytes += lines.length;
  output.begin(bytes);
  const { hasDate, closes } = writeFields(output, status, headers);
  for (const lines of moreLines) output.writeOctets(lines);
  if (!hasDate) output.writeOctets(dateLine());
  if (typeof body === 'number') {
    output.writeOctets(CONTENT_LENGTH);
    output.writeNumber(body);
    output.endLine();
  } else if (body === 'chunked') {
    output.writeOctets(CHUNKED);
  }
  const close = mustClose || closes;
  if (close) output.writeOctets(CLOSE);
  else if (isHttp10) output.writeOctets(KEEP_ALIVE);
  output.endLine();
  return close;
}

/** The status line and the header lines of an answer. */
interface WrittenFields {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly hasDate: boolean;
  /** They say that the connection ends. */
  readonly closes: boolean;
  /** As they are sent; made when the same list comes twice in a row. */
  octets: Uint8Array | undefined;
}

/** Of the last answer: an API's answers have the same list of headers more often than not. */
let last: WrittenFields | undefined;

function writeFields(output: OutputBuffer, status: number, headers: readonly Header[]): WrittenFields {
  const before = last;
  const recurs = before !== undefined && before.headers === headers && before.status === status;
  if (recurs && before.octets !== undefined) {
    output.writeOctets(before.octets);
    return before;
  }
  output.writeOctets(statusLine(status));
  let hasDate = false;
  let closes = false;
  for (const [text, value] of headers) {
    const name = fieldName(text);
    switch (name.special) {
      case 'connection':
        closes ||= listNames(value, 'close');
        continue;
      case 'content-length':
      case 'keep-alive':
      case 'transfer-encoding':
        continue;
      case 'date':
        hasDate = true;
        break;
    }
    output.writeFieldLine(name, value);
  }
  last = { status, headers, hasDate, closes, octets: recurs ? output.written() : undefined };
  return last;
}

const NO_LINES: readonly Uint8Array[] = [];
const CONTENT_LENGTH: Uint8Array = Buffer.from('Content-Length: ');
const CHUNKED: Uint8Array = Buffer.from('Transfer-Encoding: chunked\r\n');
const CLOSE: Uint8Array = Buffer.from('Connection: close\r\n');
const KEEP_ALIVE: Uint8Array = Buffer.from('Connection: keep-alive\r\n');
/** More than all lines take that are not the handler's. */
const OWN_LINES_BYTES = 256;

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
