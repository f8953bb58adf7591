import { isNamed } from './header.ts';
import type { HttpRequest } from './http-message.ts';

/** A head as Latin-1 text that is read as the same head again: up to and with the empty line. */
export function originalHead({ method, target, headers, host, httpVersion }: HttpRequest): string {
  let lines = '';
  let isHostNamed = host === '';
  for (const [name, value] of headers) {
    if (value === host && isNamed(name, 'host')) isHostNamed = true;
    lines += `${name}: ${value}\r\n`;
  }
  // Another host than that of the headers stood in an absolute target (RFC 9112 section 3.2.2).
  const sent = isHostNamed ? target : `http://${host}${target === '*' ? '' : target}`;
  return `${method} ${sent} HTTP/${httpVersion}\r\n${lines}\r\n`;
}
