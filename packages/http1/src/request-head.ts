import { isNamed } from './header.ts';
import type { HttpExchange } from './http-exchange.ts';
import { headerLine } from './response-head.ts';

/**
 * The head of a request as Latin-1 text, up to and with the empty line.
 * @throws TypeError for a method, target, name or value that would not arrive as it is, and for headers that frame
 */
export function requestHead({ url, httpMethod, headers, body }: HttpExchange): string {
  if (!METHOD.test(httpMethod)) throw new TypeError(`invalid method ${JSON.stringify(httpMethod)}`);
  if (!TARGET.test(url.target)) throw new TypeError(`invalid target ${JSON.stringify(url.target)}`);
  let lines = '';
  let hasHost = false;
  for (const [name, value] of headers) {
    switch (name.length) {
      case 4:
        hasHost ||= isNamed(name, 'host');
        break;
      case 10:
      case 14:
      case 17:
        if (FRAMING.some((framing) => isNamed(name, framing))) throw new TypeError(`${name} is set by the client`);
        break;
    }
    lines += headerLine(name, value);
  }
  const host = hasHost ? '' : headerLine('Host', url.port === '' ? url.hostname : `${url.hostname}:${url.port}`);
  if (body !== undefined) lines += `Content-Length: ${body.length}\r\n`;
  else if (!BODILESS.has(httpMethod)) lines += 'Content-Length: 0\r\n';
  return `${httpMethod} ${url.target} HTTP/1.1\r\n${host}${lines}\r\n`;
}

const METHOD = /^[\w!#$%&'*+.^`|~-]+$/;
/** Nothing that ends a target or a line. Octets above 127 go out as they are. */
const TARGET = /^\/[\x21-\x7e\x80-\xff]*$/;
const FRAMING = ['content-length', 'transfer-encoding', 'connection'];
/** RFC 9110 section 8.6: without a body these have no length either. */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);
