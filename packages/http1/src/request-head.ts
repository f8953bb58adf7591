import type { FieldName } from './field-name.ts';
import { fieldName } from './field-name.ts';
import type { Header } from './header.ts';
import type { HttpExchange } from './http-exchange.ts';
import type { OutputBuffer } from './output-buffer.ts';

/** Writes heads of requests. What begins those that recur is checked and written once. */
export class RequestHeads {
  readonly #output: OutputBuffer;
  /** By the list of their headers. */
  readonly #beginnings: WeakMap<readonly Header[], Beginning> = new WeakMap();

  constructor(output: OutputBuffer) {
    this.#output = output;
  }

  /**
   * Begins a message with the head of a request, up to and with the empty line.
   * @throws TypeError for a method, target, name or value that would not arrive as it is, and for headers that frame
   */
  write(exchange: HttpExchange): void {
    const output = this.#output;
    if (exchange.recurs === true) {
      const { octets } = this.#beginningOf(exchange);
      output.begin(octets.length + endBytes(exchange));
      output.writeOctets(octets);
    } else {
      output.begin(beginningBytes(exchange) + endBytes(exchange));
      writeBeginning(output, exchange);
    }
    writeEnd(output, exchange);
  }

  #beginningOf(exchange: HttpExchange): Beginning {
    const { url, httpMethod, headers } = exchange;
    const known = this.#beginnings.get(headers);
    if (known !== undefined && known.url === url && known.httpMethod === httpMethod) return known;
    this.#output.begin(beginningBytes(exchange));
    writeBeginning(this.#output, exchange);
    const made: Beginning = { url, httpMethod, octets: this.#output.written() };
    this.#beginnings.set(headers, made);
    return made;
  }
}

interface Beginning {
  readonly url: HttpExchange['url'];
  readonly httpMethod: string;
  readonly octets: Uint8Array;
}

function beginningBytes({ url, httpMethod, headers }: HttpExchange): number {
  return OWN_BYTES + httpMethod.length + url.target.length + url.hostname.length + url.port.length + bytesOf(headers);
}

/** The request line, and the headers that do not change. */
function writeBeginning(output: OutputBuffer, { url, httpMethod, headers }: HttpExchange): void {
  if (!METHOD.test(httpMethod)) throw new TypeError(`invalid method ${JSON.stringify(httpMethod)}`);
  if (!TARGET.test(url.target)) throw new TypeError(`invalid target ${JSON.stringify(url.target)}`);
  output.writeText(httpMethod);
  output.writeOctets(SPACE);
  output.writeText(url.target);
  output.writeOctets(VERSION);
  if (!headers.some(([name]) => fieldName(name).special === 'host')) {
    output.writeFieldLine(HOST, url.port === '' ? url.hostname : `${url.hostname}:${url.port}`);
  }
  for (const [name, value] of headers) output.writeFieldLine(notFraming(name), value);
}

function endBytes({ moreHeaders }: HttpExchange): number {
  return OWN_BYTES + (moreHeaders === undefined ? 0 : bytesOf(moreHeaders));
}

function writeEnd(output: OutputBuffer, { httpMethod, moreHeaders, body }: HttpExchange): void {
  if (moreHeaders !== undefined) {
    for (const [name, value] of moreHeaders) output.writeFieldLine(notFraming(name), value);
  }
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

function bytesOf(headers: readonly Header[]): number {
  let bytes = 0;
  for (const [name, value] of headers) bytes += name.length + value.length + FIXED_LINE_BYTES;
  return bytes;
}

/** The colon, the space and the line end. */
const FIXED_LINE_BYTES = 4;
/** More than what is the client's own in either half: the version and `Host: `, or a Content-Length and the empty line. */
const OWN_BYTES = 64;

const METHOD = /^[\w!#$%&'*+.^`|~-]+$/;
/** Nothing that ends a target or a line. Octets above 127 go out as they are. */
const TARGET = /^\/[\x21-\x7e\x80-\xff]*$/;
const SPACE: Uint8Array = Buffer.from(' ');
const VERSION: Uint8Array = Buffer.from(' HTTP/1.1\r\n');
const HOST = fieldName('Host');
const CONTENT_LENGTH = fieldName('Content-Length');
/** RFC 9110 section 8.6: without a body these have no length either. */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);
