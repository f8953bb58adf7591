/** One answer by `node:http`, as the listener used it: raw headers read, a flat list written. Prints its port. */
import { createServer } from 'node:http';
import { ANSWER, HEADERS } from './answer.ts';

const body = Buffer.from(ANSWER);
const server = createServer((request, response) => {
  const pairs: (readonly [string, string])[] = [];
  const { rawHeaders } = request;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  const flat: string[] = [];
  for (const [name, value] of HEADERS) flat.push(name, value);
  flat.push('Content-Length', String(body.length));
  response.writeHead(200, flat);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address !== null ? address.port : 0);
});
