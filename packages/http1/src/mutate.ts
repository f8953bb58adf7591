/** Bits of HTTP that decide where a message ends, and what is close to them. */
const PARTS = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\n\n',
  '\0',
  ' ',
  '\t',
  '\x0b',
  ':',
  ';',
  ',',
  '0\r\n\r\n',
  '5\r\nhello\r\n',
  ' HTTP/1.1\r\n',
  ' HTTP/1.0\r\n',
  'Host: a\r\n',
  'Content-Length: 5\r\n',
  'Content-Length: 0\r\n',
  'Content-Length : 5\r\n',
  'content-length:7\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: identity\r\n',
  'Transfer-Encoding:\tchunked\r\n',
  'Expect: 100-continue\r\n',
  'Connection: close\r\n',
  'Connection: keep-alive\r\n',
  ' folded\r\n',
  'GET /x HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /y HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc',
  '99999999999999999999',
  'ffffffff',
  '-1',
  '+',
  '\xff',
  '\x7f',
];

/** Changes a text in one to four places: flips, inserts, deletes, doubles, moves and cuts. */
export function mutate(text: string, random: () => number): string {
  const below = (end: number): number => Math.floor(random() * end);
  let mutated = text;
  for (let count = 1 + below(4); count > 0; count--) {
    const at = below(mutated.length + 1);
    const end = Math.min(mutated.length, at + 1 + below(random() < 0.5 ? 4 : 40));
    const before = mutated.slice(0, at);
    const range = mutated.slice(at, end);
    const after = mutated.slice(end);
    switch (below(8)) {
      case 0:
        mutated = before + String.fromCharCode(below(256)) + mutated.slice(at + 1);
        break;
      case 1:
      case 2:
        mutated = before + (PARTS[below(PARTS.length)] ?? '') + mutated.slice(at);
        break;
      case 3:
        mutated = before + after;
        break;
      case 4:
        mutated = before + range + range + after;
        break;
      case 5:
        mutated = before + (PARTS[below(PARTS.length)] ?? '') + after;
        break;
      case 6: {
        const rest = before + after;
        const target = below(rest.length + 1);
        mutated = rest.slice(0, target) + range + rest.slice(target);
        break;
      }
      default:
        mutated = range.length > 0 ? before + flipBit(range, below(8)) + after : mutated;
    }
  }
  return mutated;
}

function flipBit(range: string, bit: number): string {
  return String.fromCharCode(range.charCodeAt(0) ^ (1 << bit)) + range.slice(1);
}
