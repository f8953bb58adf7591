import type { FieldName } from './field-name.ts';
import { fieldName } from './field-name.ts';
import type { Header } from './header.ts';
import { bytesOfLines } from './header.ts';
import type { HttpExchange } from './http-exchange.ts';
import type { OutputBuffer } from './output-buffer.ts';

/** Writes heads of requests. What recurs is checked and written once. */
export class RequestHeads {
  readonly #output: OutputBuffer;
  /** By the list of their headers. */
  readonly #recurring: WeakMap<readonly Header[], RecurringHead> = new WeakMap();

  constructor(output: OutputBuffer) {
    this.#output = output;
  }

  /**
   * Begins a message with the head of a request, up to and with the empty line.
   * @throws TypeError for a method, target, name or value that would not arrive as it is, and for headers that frame
   */
  write(exchange: HttpExchange): void {
    if (exchange.recurs === true) {
      this.#writeRecurring(exchange);
    } else {
      this.#output.begin(headBytes(exchange));
      writeRequestLine(this.#output, exchange, hasHost(exchange.headers));
      writeFields(this.#output, exchange.headers);
    }
    writeEnd(this.#output, exchange);
  }

  #writeRecurring(exchange: HttpExchange): void {
    const output = this.#output;
    const head = this.#recurringHead(exchange);
    const isAgain = head.url === exchange.url && head.httpMethod === exchange.httpMethod;
    if (isAgain && head.whole !== undefined) {
      output.begin(head.whole.length + bytesBehind(exchange));
      output.writeOctets(head.whole);
      return;
    }
    output.begin(headBytes(exchange));
    writeRequestLine(output, exchange, head.hasHost);
    output.writeOctets(head.fields);
    head.url = exchange.url;
    head.httpMethod = exchange.httpMethod;
    head.whole = isAgain ? output.written() : undefined;
  }

  #recurringHead({ headers }: HttpExchange): RecurringHead {
    const known = this.#recurring.get(headers);
    if (known !== undefined) return known;
    this.#output.begin(bytesOfLines(headers));
    writeFields(this.#output, headers);
    const fields = this.#output.written();
    const made: RecurringHead = {
      fields,
      hasHost: hasHost(headers),
      url: undefined,
      httpMethod: undefined,
      whole: undefined,
    };
    this.#recurring.set(headers, made);
    return made;
  }
}

interface RecurringHead {
  /** The header lines. */
  readonly fields: Uint8Array;
  readonly hasHost: boolean;
  /** What it was written for last. */
  url: HttpExchange['url'] | undefined;
  httpMethod: string | undefined;
  /** From the request line on; made when the same comes twice in a row. */
  whole: Uint8Array | undefined;
}

/** At least what the whole head takes. */
function headBytes(exchange: HttpExchange): number {
  const { url, httpMethod, headers } = exchange;
  const line = httpMethod.length + url.target.length + url.hostname.length + url.port.length;
  return line + bytesOfLines(headers) + bytesBehind(exchange);
}

/** Of what stands behind the headers, and more. */
function bytesBehind({ moreLines = NO_LINES }: HttpExchange): number {
  let bytes = OWN_BYTES;
  for (const lines of moreLines) bytes += lines.length;
  return bytes;
}

/** And the Host. */
function writeRequestLine(output: OutputBuffer, { url, httpMethod }: HttpExchange, hasHost: boolean): void {
  if (!METHOD.test(httpMethod)) throw new TypeError(`invalid method ${JSON.stringify(httpMethod)}`);
  if (!TARGET.test(url.target)) throw new TypeError(`invalid target ${JSON.stringify(url.target)}`);
  output.writeText(httpMethod);
  output.writeOctets(SPACE);
  output.writeText(url.target);
  output.writeOctets(VERSION);
  if (!hasHost) output.writeFieldLine(HOST, url.port === '' ? url.hostname : `${url.hostname}:${url.port}`);
}

function hasHost(headers: readonly Header[]): boolean {
  return headers.some(([name]) => fieldName(name).special === 'host');
}

function writeFields(output: OutputBuffer, headers: readonly Header[]): void {
  for (const [name, value] of headers) output.writeFieldLine(notFraming(name), value);
}

function writeEnd(output: OutputBuffer, { httpMethod, moreLines = NO_LINES, body }: HttpExchange): void {
  for (const lines of moreLines) output.writeOctets(lines);
  if (body !== undefined || !BODILESS.has(httpMethod)) {
    output.writeOctets(CONTENT_LENGTH.octets);
    output.writeNumber(body === undefined ? 0 : body.length);
    output.endLine();
  }
  output.endLine();
}

function notFraming(text: string): FieldName {
  const name = fieldName(text);
  switch (name.special) {
    case 'connection':
    case 'content-length':
    case 'transfer-encoding':
      throw new TypeError(`${text} is set by the client`);
    default:
      return name;
  }
}

const NO_LINES: readonly Uint8Array[] = [];

/** More than what is the client's own: the version, `Host: `, a Content-Length and the empty line. */
const OWN_BYTES = 80;

const METHOD = /^[\w!#$%&'*+.^`|~-]+$/;
/** Nothing that ends a target or a line. Octets above 127 go out as they are. */
const TARGET = /^\/[\x21-\x7e\x80-\xff]*$/;
const SPACE: Uint8Array = Buffer.from(' ');
const VERSION: Uint8Array = Buffer.from(' HTTP/1.1\r\n');
const HOST = fieldName('Host');
const CONTENT_LENGTH = fieldName('Content-Length');
/** RFC 9110 section 8.6: without a body these have no length either. */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);
